import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A file with a fresh embedded database: reading it takes a fraction of the time of making one. */
    embeddedDatabase: string;
  }
}

/** Runs once before the database suites. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kneepoint-test-'));
  const file = join(folder, 'embedded-database.tar');
  const pglite = await PGlite.create();
  const fresh = await pglite.dumpDataDir('none');
  await pglite.close();
  await writeFile(file, Buffer.from(await fresh.arrayBuffer()));
  project.provide('embeddedDatabase', file);
  return () => rm(folder, { recursive: true });
}
