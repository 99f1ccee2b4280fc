import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listArtifactFiles } from '@/lib/db/artifacts';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import type { ServiceContext } from '../context';
import { listPlacedFiles, removeArtifacts } from './artifact-files';

/**
 * Removes what interrupted imports left in the data folder: uploads that ended nowhere and artifact files that no row
 * names. `minAgeMs` is 0 where nobody else uses the folder (the launcher, before it starts the web process); where
 * several do, it must be longer than the longest import. Answers how many files and folders went.
 */
export async function sweepDataFolder({ db, dataDir }: ServiceContext, minAgeMs: number): Promise<number> {
  // First the files, then the rows: a file placed in between is not among the candidates.
  const placed = (await listPlacedFiles(dataDir)).filter(({ ageMs }) => ageMs >= minAgeMs);
  const named = await inWriteTransaction(db, async (transaction) => ({
    changed: false,
    result: await listArtifactFiles(transaction),
  }));
  const unnamed = placed.map(({ storedAs }) => storedAs).filter((storedAs) => !named.has(storedAs));
  await removeArtifacts(dataDir, unnamed);
  return unnamed.length + (await sweepIncoming(join(dataDir, 'incoming'), minAgeMs));
}

async function sweepIncoming(folder: string, minAgeMs: number): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let removed = 0;
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found === null || Date.now() - found.mtimeMs < minAgeMs) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    removed++;
  }
  return removed;
}
