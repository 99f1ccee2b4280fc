import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Database } from '@/lib/db/database';
import { useTestDatabase } from '@/lib/db/testing/test-database';
import { type ImportSettings, importSettings } from '@/lib/domain/import';
import { withIncomingFolder } from '../artifacts/incoming-folder';
import type { ServiceContext } from '../context';
import { type CommitInput, commitImport } from '../imports/commit-import';
import { listPoints } from '../measurements/list-points';
import type { ReceivedFile } from '../imports/received-file';

/** Files by their label; what is no string is written as JSON. */
export type Files = Record<string, unknown>;
export type ImportOptions = Partial<Pick<CommitInput, 'idempotencyKey' | 'via' | 'signal' | 'tell'>> & {
  settings?: Partial<ImportSettings>;
};

/** Gives the calling test file a database and a data folder, both empty before each test. */
export function useTestStore() {
  const { db } = useTestDatabase();
  const folder = { dataDir: '' };
  beforeEach(async () => {
    folder.dataDir = await mkdtemp(join(tmpdir(), 'kneepoint-data-'));
  });
  afterEach(() => rm(folder.dataDir, { recursive: true, force: true }));
  const context = (): ServiceContext => ({ db: db(), ...folder });

  return {
    db,
    context,
    /** Imports files as the API does once they have arrived. */
    importFiles: (
      files: Files,
      { settings, idempotencyKey = null, via = 'api', ...talk }: ImportOptions = {},
      within = context(),
    ) =>
      withIncomingFolder(folder.dataDir, async (incoming) =>
        commitImport(within, {
          files: await receive(incoming, files),
          settings: importSettings.parse(settings ?? {}),
          idempotencyKey,
          via,
          ...talk,
        }),
      ),
    /** Files below the data folder, without the folders. */
    placedFiles: () => listFiles(folder.dataDir),
    countRows: () => countRows(db()),
    points: async () => [...(await listPoints(context()))],
  };
}

/** Files as an upload leaves them in `folder`. */
export function receive(folder: string, files: Files): Promise<ReceivedFile[]> {
  return Promise.all(
    Object.entries(files).map(async ([path, content], index) => {
      const location = join(folder, `file-${index}`);
      const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
      await writeFile(location, bytes);
      return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), location };
    }),
  );
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** How many rows each table of stored data has. */
export async function countRows(db: Database) {
  const [artifact, imports, importedFile, deployment, workload, sweep, measurement] = await Promise.all([
    db.artifact.count(),
    db.import.count(),
    db.importedFile.count(),
    db.deployment.count(),
    db.workload.count(),
    db.sweep.count(),
    db.measurement.count(),
  ]);
  return { artifact, import: imports, importedFile, deployment, workload, sweep, measurement };
}
export const noRows = { artifact: 0, import: 0, importedFile: 0, deployment: 0, workload: 0, sweep: 0, measurement: 0 };
