// npm run migration -- NAME writes the next migration; npm run migration -- --check fails when one is missing.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMigrationFiles } from '../lib/db/migration-files';
import { computeSchemaDifference } from './schema-difference';

const schemaFile = join(import.meta.dirname, 'schema.prisma');
const folder = join(import.meta.dirname, 'migrations');
const lockFile = 'provider = "postgresql"\n';

async function main(argument: string | undefined): Promise<void> {
  if (argument === undefined || !/^(--check|[a-z][a-z0-9_]*)$/.test(argument)) {
    return fail('Usage: npm run migration -- NAME (small letters, digits, underscores) or --check');
  }
  await mkdir(folder, { recursive: true });
  const sql = await computeSchemaDifference(schemaFile, await readMigrationFiles(folder));
  if (argument === '--check') {
    if (sql !== null) fail(`Schema and migrations differ: run npm run migration -- NAME\n${sql}`);
    return;
  }
  if (sql === null) return fail('Nothing to do: schema and migrations agree.');
  const name = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${argument}`;
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'migration.sql'), sql);
  await writeFile(join(folder, 'migration_lock.toml'), lockFile);
  process.stdout.write(`prisma/migrations/${name}/migration.sql\n`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

await main(process.argv[2]);
