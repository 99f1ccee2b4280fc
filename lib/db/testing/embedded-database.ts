import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import { serveSession } from '../embedded/serve-session';
import type { RunningDatabase } from './running-database';

/** An empty embedded database in memory. */
export async function openEmbeddedDatabase(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: new Blob([await readFile(inject('embeddedDatabase'))]) });
}

/** An empty embedded database in memory, served on a Unix socket as the launcher does it. */
export async function startEmbeddedDatabase(): Promise<RunningDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'kneepoint-test-'));
  const pglite = await openEmbeddedDatabase();
  let failure: unknown = null;
  const server = await serveSession(pglite, join(folder, '.s.PGSQL.5432'), (error) => (failure ??= error));
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    async stop() {
      await server.close();
      await pglite.close();
      await rm(folder, { recursive: true, force: true });
      if (failure !== null) throw new Error('The embedded database broke.', { cause: failure });
    },
  };
}
