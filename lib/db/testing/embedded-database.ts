import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { RunningDatabase } from './running-database';

/** An empty embedded database in memory, served on a Unix socket as the launcher does it. */
export async function startEmbeddedDatabase(): Promise<RunningDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'kneepoint-test-'));
  const pglite = await PGlite.create();
  const server = new PGLiteSocketServer({ db: pglite, path: join(folder, '.s.PGSQL.5432'), maxConnections: 100 });
  await server.start();
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async stop() {
      await server.stop();
      await pglite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
