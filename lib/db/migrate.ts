import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import type { MigrationFile } from './migration-files';

/** The database's history does not let these migrations be applied; the message says what a person can do. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

const appliedRows = z.array(
  z.object({ migration_name: z.string(), checksum: z.string(), finished: z.boolean(), rolled_back: z.boolean() }),
);
const versionRows = z.tuple([z.object({ version: z.string() })]);

// Laid out as Prisma's own tool does, so that it can read this history.
const createHistory = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
const readHistory = `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished,
  rolled_back_at IS NOT NULL AS rolled_back FROM "_prisma_migrations" ORDER BY started_at, migration_name`;
// Any number, as long as it stays the same and nobody else takes it.
const lockNumber = 5_633_766_801;

/**
 * Brings the database up to the last of `migrations`, each in a transaction of its own, and returns the names of those
 * applied. Throws `MigrationRefused`, having changed nothing, when an applied migration was edited since, failed half
 * way, or is not among `migrations`. On a PostgreSQL server several processes may call this at once. On the embedded
 * database, whose clients share one session, an advisory lock excludes nobody: there only the launcher calls it.
 */
export async function migrate(databaseUrl: string, migrations: MigrationFile[]): Promise<string[]> {
  const client = new Client({ connectionString: databaseUrl });
  // A connection lost between queries would otherwise end the process; the next query reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await ((await isEmbedded(client))
      ? applyMissing(client, migrations)
      : underLock(client, () => applyMissing(client, migrations)));
  } finally {
    await client.end();
  }
}

async function isEmbedded(client: Client): Promise<boolean> {
  const [{ version }] = versionRows.parse((await client.query('SELECT version()')).rows);
  return version.includes('PGlite');
}

async function underLock<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('SELECT pg_advisory_lock($1)', [lockNumber]);
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [lockNumber]);
  }
}

async function applyMissing(client: Client, migrations: MigrationFile[]): Promise<string[]> {
  await client.query(createHistory);
  const applied = appliedRows
    .parse((await client.query(readHistory)).rows)
    .filter((migration) => !migration.rolled_back);
  refuseForeignHistory(applied, migrations);
  const known = new Set(applied.map((migration) => migration.migration_name));
  const missing = migrations.filter((migration) => !known.has(migration.name));
  for (const migration of missing) await apply(client, migration);
  return missing.map((migration) => migration.name);
}

function refuseForeignHistory(applied: z.infer<typeof appliedRows>, migrations: MigrationFile[]): void {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum, finished } of applied) {
    const file = byName.get(name);
    if (!finished) throw new MigrationRefused(`Migration ${name} failed half way: restore the database from a backup.`);
    if (file === undefined) {
      throw new MigrationRefused(`The database was written by a newer Kneepoint (migration ${name}): use that one.`);
    }
    if (file.sha256 !== checksum) {
      throw new MigrationRefused(`Migration ${name} was edited after it had been applied: restore the file.`);
    }
  }
}

async function apply(client: Client, { name, sql, sha256 }: MigrationFile): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, 1)`,
      [randomUUID(), sha256, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed; nothing of it was kept.`, { cause: error });
  }
}
