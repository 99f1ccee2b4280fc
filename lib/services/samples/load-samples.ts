import { createHash } from 'node:crypto';
import { copyFile, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { importSettings } from '@/lib/domain/import';
import { readRevision } from '@/lib/db/read-revision';
import { withIncomingFolder } from '../artifacts/incoming-folder';
import type { ServiceContext } from '../context';
import { commitImport } from '../imports/commit-import';
import type { ReceivedFile } from '../imports/received-file';

/** Kneepoint's own sample data; every process of it runs in the folder it was installed in. */
const sampleFolder = () => join(process.cwd(), 'prisma', 'samples');

/**
 * Imports the sample data, or what is missing of it, through the same door as everything else. A measurement somebody
 * imported from the same record stays theirs. Answers how many measurements came in.
 */
export async function loadSamples(context: ServiceContext, folder = sampleFolder()): Promise<{ measurements: number }> {
  return withIncomingFolder(context.dataDir, async (incoming) => {
    const names = (await readdir(/* turbopackIgnore: true */ folder)).filter((name) => name.endsWith('.json')).sort();
    const files = await Promise.all(
      names.map((name) => receive(join(/* turbopackIgnore: true */ folder, name), name, incoming)),
    );
    const settings = importSettings.parse({});
    const result = await commitImport(context, { files, settings, idempotencyKey: null, via: 'sample' });
    return { measurements: result.files.reduce((sum, { created }) => sum + created.length, 0) };
  });
}

/** Loads the sample data into a database nothing was ever stored in: once removed, samples stay away. */
export async function loadSamplesOnFirstStart(context: ServiceContext, folder?: string): Promise<void> {
  const { revision } = await readRevision(context.db);
  if (revision === 0) await loadSamples(context, folder);
}

async function receive(from: string, path: string, incoming: string): Promise<ReceivedFile> {
  const location = join(incoming, path);
  await copyFile(from, location);
  const { size } = await stat(location);
  const sha256 = createHash('sha256')
    .update(await readFile(location))
    .digest('hex');
  return { path, size, sha256, location };
}
