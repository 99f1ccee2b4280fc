import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedDatabase } from '../testing/embedded-database';
import { serveSession, type SessionServer } from './serve-session';

let folder: string;
let pglite: PGlite;
let server: SessionServer;
const failures: unknown[] = [];
const clients: Client[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kneepoint-test-'));
  pglite = await openEmbeddedDatabase();
  server = await serveSession(pglite, join(folder, '.s.PGSQL.5432'), (error) => failures.push(error));
  await pglite.exec('CREATE TABLE kept (id int)');
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
  await pglite.exec('TRUNCATE kept');
  expect(failures).toEqual([]);
});
afterAll(async () => {
  await server.close();
  await pglite.close();
  await rm(folder, { recursive: true });
});

async function openClient(): Promise<Client> {
  const client = new Client({ host: folder, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  clients.push(client);
  return client;
}

const countKept = async (client: Client) =>
  (await client.query<{ n: number }>('SELECT count(*)::int n FROM kept')).rows;

describe('serveSession', () => {
  it('keeps requests larger than a socket’s buffer apart from those of other clients', async () => {
    const large = 'z'.repeat(1_500_000);
    const [first, second] = [await openClient(), await openClient()];
    const rounds = Array.from({ length: 20 }, (_, index) => index);
    const ask = async (client: Client, sql: string, more: string[]) => {
      const answers: unknown[] = [];
      for (const round of rounds) answers.push((await client.query<{ a: number }>(sql, [round, ...more])).rows[0]?.a);
      return answers;
    };
    expect(
      await Promise.all([
        ask(first, 'SELECT $1::int AS a, $2::text AS b', [large]),
        ask(second, 'SELECT $1::int AS a', []),
      ]),
    ).toEqual([rounds, rounds]);
  });

  it('lets nobody else into a transaction', async () => {
    const [first, second] = [await openClient(), await openClient()];
    await first.query('BEGIN');
    await first.query('INSERT INTO kept VALUES (1)');
    const seen = countKept(second);
    await first.query('INSERT INTO kept VALUES (2)');
    await first.query('COMMIT');
    expect(await seen).toEqual([{ n: 2 }]);
  });

  it('rolls back what a client had begun that went away', async () => {
    const [first, second] = [await openClient(), await openClient()];
    await first.query('BEGIN');
    await first.query('INSERT INTO kept VALUES (1)');
    const seen = countKept(second);
    connectionOf(first).stream.destroy();
    expect(await seen).toEqual([{ n: 0 }]);
  });

  it('goes on after a failed statement, inside a transaction and outside', async () => {
    const client = await openClient();
    await expect(client.query('SELECT 1/$1::int', [0])).rejects.toThrow('division by zero');
    await client.query('BEGIN');
    await expect(client.query('SELECT nonsense')).rejects.toThrow('nonsense');
    await expect(client.query('INSERT INTO kept VALUES (1)')).rejects.toThrow('current transaction is aborted');
    await client.query('ROLLBACK');
    expect(await countKept(await openClient())).toEqual([{ n: 0 }]);
  });

  it('is not disturbed by a client that breaks off or speaks something else', async () => {
    for (const nonsense of ['GET / HTTP/1.1\r\n\r\n', '\0\0\0', 'P\0\0\0']) {
      const socket = connect(join(folder, '.s.PGSQL.5432'));
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      socket.end(nonsense);
      await once(socket.resume(), 'close');
    }
    expect(await countKept(await openClient())).toEqual([{ n: 0 }]);
  });
});

/** The driver names no way to lose a connection. */
function connectionOf(client: Client): { stream: { destroy: () => void } } {
  return (client as unknown as { connection: { stream: { destroy: () => void } } }).connection;
}
