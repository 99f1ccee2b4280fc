import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { migrate } from './migrate';
import type { MigrationFile } from './migration-files';
import type { RunningDatabase } from './testing/running-database';
import { startEmptyDatabase } from './testing/test-database';

const first: MigrationFile = { name: '1_first', sql: 'CREATE TABLE a (id int); CREATE TABLE b (id int)', sha256: 'aa' };
const second: MigrationFile = { name: '2_second', sql: 'ALTER TABLE a ADD COLUMN more int', sha256: 'bb' };
const broken: MigrationFile = { name: '2_broken', sql: 'CREATE TABLE c (id int); SELECT 1/0', sha256: 'cc' };

let database: RunningDatabase;
beforeEach(async () => {
  database = await startEmptyDatabase();
});
afterEach(() => database.stop());

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrate', () => {
  it('applies what is missing, in order, and nothing a second time', async () => {
    expect(await migrate(database.url, [first])).toEqual(['1_first']);
    expect(await migrate(database.url, [first, second])).toEqual(['2_second']);
    expect(await migrate(database.url, [first, second])).toEqual([]);
    expect(await query('SELECT id, more FROM a')).toEqual([]);
  });

  it('keeps nothing of a migration that fails', async () => {
    await expect(migrate(database.url, [first, broken])).rejects.toThrow('2_broken failed');
    expect(await query("SELECT to_regclass('c') AS c, to_regclass('b')::text AS b")).toEqual([{ c: null, b: 'b' }]);
    expect(await migrate(database.url, [first, second])).toEqual(['2_second']);
  });

  it('refuses a history in which an applied migration was edited', async () => {
    await migrate(database.url, [first]);
    await expect(migrate(database.url, [{ ...first, sha256: 'dd' }, second])).rejects.toThrow('1_first was edited');
    expect(await query("SELECT to_regclass('a')::text AS a")).toEqual([{ a: 'a' }]);
  });

  it('refuses a database that a newer version wrote', async () => {
    await migrate(database.url, [first, second]);
    await expect(migrate(database.url, [first])).rejects.toThrow('newer Kneepoint (migration 2_second)');
  });

  it('refuses a history with a migration that failed half way, unless it was rolled back', async () => {
    await migrate(database.url, [first]);
    await query('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(database.url, [first, second])).rejects.toThrow('1_first failed half way');
    await query('UPDATE _prisma_migrations SET rolled_back_at = now()');
    await query('DROP TABLE a, b');
    expect(await migrate(database.url, [first, second])).toEqual(['1_first', '2_second']);
  });

  // The embedded database serves one session, in which nobody can be shut out: only the launcher migrates it.
  if (process.env.KNEEPOINT_TEST_DATABASE_URL) {
    it('lets several processes of a server migrate at once', async () => {
      const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, [first, second])));
      expect(runs.flat().toSorted()).toEqual(['1_first', '2_second']);
    });
  }
});
