import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * Opens the database in `dataDir`, making it first where there is none. It is made aside and then renamed, so that
 * whoever is killed while making it leaves none, not half of one. Nothing keeps two processes from opening the same
 * one: that is the caller's task.
 */
export async function openEmbeddedDatabase(dataDir: string): Promise<PGlite> {
  const folder = join(dataDir, 'database');
  if (!existsSync(folder)) await make(dataDir, folder);
  return PGlite.create({ dataDir: folder });
}

async function make(dataDir: string, folder: string): Promise<void> {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('database.new-')) rmSync(join(dataDir, name), { recursive: true });
  }
  const aside = join(dataDir, `database.new-${process.pid}`);
  await (await PGlite.create({ dataDir: aside })).close();
  renameSync(aside, folder);
}
