// Makes database and data folder ready for the web process, then ends: prepare-process.ts. Settings as everywhere.
import { closeDatabase, getDatabase } from '@/lib/db/client';
import { migrate, MigrationRefused } from '@/lib/db/migrate';
import { readMigrationFiles } from '@/lib/db/migration-files';
import { sweepDataFolder } from '@/lib/services/artifacts/sweep-data-folder';
import { sweepBin } from '@/lib/services/edits/bin';
import { loadSamplesOnFirstStart } from '@/lib/services/samples/load-samples';
import { putBuiltinTargets } from '@/lib/services/targets/put-builtin-targets';
import { readEnv } from '../env';

/** Longer than any import takes: other web processes may share the folder. */
const sharedFolderMinAgeMs = 24 * 60 * 60 * 1000;

const { dataDir, databaseUrl } = readEnv();
const isShared = process.argv.includes('--shared');
if (databaseUrl === null) throw new Error('DATABASE_URL is needed.');

try {
  await migrate(databaseUrl, await readMigrationFiles('prisma/migrations'));
  const context = { db: getDatabase(), dataDir };
  await sweepBin(context);
  await sweepDataFolder(context, isShared ? sharedFolderMinAgeMs : 0);
  await loadSamplesOnFirstStart(context);
  await putBuiltinTargets(context);
} catch (error) {
  process.stderr.write(error instanceof MigrationRefused ? `${error.message}\n` : `${describe(error)}\n`);
  process.exitCode = 1;
} finally {
  await closeDatabase();
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return error.cause === undefined
    ? `The database cannot be made ready: ${error.message || error.name}${code}.`
    : `${error.message} ${describe(error.cause)}`;
}
