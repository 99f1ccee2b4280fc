import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { closeDatabase, createDatabase } from '../client';
import type { Database } from '../database';
import { migrate } from '../migrate';
import { readMigrationFiles } from '../migration-files';
import { startEmbeddedDatabase } from './embedded-database';
import type { RunningDatabase } from './running-database';
import { createServerDatabase } from './server-database';

/** An empty database without tables: on the server of `KNEEPOINT_TEST_DATABASE_URL`, else embedded. */
export function startEmptyDatabase(): Promise<RunningDatabase> {
  const serverUrl = process.env.KNEEPOINT_TEST_DATABASE_URL;
  return serverUrl ? createServerDatabase(serverUrl) : startEmbeddedDatabase();
}

/**
 * Gives the calling test file a migrated database, emptied before each test. `db()` is a client of it, and the
 * process's own `getDatabase()` leads there too.
 */
export function useTestDatabase(): { db: () => Database; url: () => string } {
  let running: RunningDatabase;
  let database: Database;
  const urlBefore = process.env.DATABASE_URL;

  beforeAll(async () => {
    running = await startEmptyDatabase();
    await migrate(running.url, await readMigrationFiles(join(process.cwd(), 'prisma/migrations')));
    process.env.DATABASE_URL = running.url;
    database = createDatabase(running.url);
  });
  beforeEach(() => emptyDatabase(database));
  afterAll(async () => {
    await database.$disconnect();
    await closeDatabase();
    if (urlBefore === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = urlBefore;
    await running.stop();
  });

  return { db: () => database, url: () => running.url };
}

/** Leaves what the migrations left: no row but the revision's, at zero. */
async function emptyDatabase(database: Database): Promise<void> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  await database.$executeRawUnsafe(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} RESTART IDENTITY CASCADE`);
  await database.$executeRaw`INSERT INTO revision (id, number) VALUES (1, 0)`;
}
