import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Database } from '@/lib/db/database';
import { openArtifact } from '@/lib/services/artifacts/open-artifact';

/** What there is of one round's import, in rows and on disk. */
export interface StoredRound {
  measurements: number;
  imports: number;
  files: number;
  artifacts: number;
  /** Files among those artifacts whose bytes come back as they were sent. */
  intact: number;
}

/** What is stored of the measurements of `model`, which one round alone uses. */
export async function readStoredRound(
  db: Database,
  dataDir: string,
  model: string,
  sent: ReadonlyMap<string, string>,
): Promise<StoredRound> {
  const measurements = await db.measurement.findMany({
    where: { sweep: { deployment: { model } } },
    select: { importId: true, artifactId: true },
  });
  const importIds = [...new Set(measurements.map(({ importId }) => importId))];
  const artifactIds = [...new Set(measurements.map(({ artifactId }) => artifactId))];
  const files = await db.importedFile.count({ where: { importId: { in: importIds } } });
  let intact = 0;
  for (const sha256 of artifactIds) {
    const { bytes } = await openArtifact({ db, dataDir }, sha256);
    if (String(await buffer(bytes)) === sent.get(sha256)) intact++;
  }
  return { measurements: measurements.length, imports: importIds.length, files, artifacts: artifactIds.length, intact };
}

/** What an interrupted import may leave: rows that nothing hangs on, and files that no row names. */
export async function findLeftovers(db: Database, dataDir: string): Promise<string[]> {
  const counts = await Promise.all([
    db.import.count({ where: { measurements: { none: {} } } }),
    db.artifact.count({ where: { measurements: { none: {} } } }),
    db.sweep.count({ where: { measurements: { none: {} } } }),
    db.deployment.count({ where: { sweeps: { none: {} } } }),
    db.workload.count({ where: { sweeps: { none: {} } } }),
  ]);
  const rows = ['imports', 'artifacts', 'sweeps', 'deployments', 'workloads'].flatMap((name, index) =>
    counts[index] === 0 ? [] : [`${counts[index]} ${name} nothing hangs on`],
  );
  const named = new Set((await db.artifact.findMany()).map(({ storedAs }) => storedAs));
  const placed = await readdir(join(dataDir, 'artifacts'), { recursive: true });
  const unnamed = placed.filter((name) => name.endsWith('.gz') && !named.has(name)).map((name) => `artifacts/${name}`);
  const incoming = (await readdir(join(dataDir, 'incoming'))).map((name) => `incoming/${name}`);
  return [...rows, ...unnamed, ...incoming];
}
