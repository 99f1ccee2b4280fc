import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One step of the schema's history: a folder of `prisma/migrations`. */
export interface MigrationFile {
  name: string;
  sql: string;
  sha256: string;
}

/** The migrations below `folder`, oldest first: their names begin with the time they were written. */
export async function readMigrationFiles(folder: string): Promise<MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.toSorted().map((name) => readMigrationFile(folder, name)));
}

async function readMigrationFile(folder: string, name: string): Promise<MigrationFile> {
  const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
  return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
}
