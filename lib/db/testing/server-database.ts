import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { RunningDatabase } from './running-database';

/** A freshly created, empty database on the PostgreSQL server at `serverUrl`, dropped when stopped. */
export async function createServerDatabase(serverUrl: string): Promise<RunningDatabase> {
  const name = `kneepoint_test_${randomBytes(8).toString('hex')}`;
  await runOn(serverUrl, `CREATE DATABASE "${name}"`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), stop: () => runOn(serverUrl, `DROP DATABASE "${name}" WITH (FORCE)`) };
}

async function runOn(serverUrl: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
