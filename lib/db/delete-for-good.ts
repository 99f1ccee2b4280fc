import { z } from 'zod';
import type { Queryable } from './database';

const names = z.array(z.object({ stored_as: z.string() }));

/** Deletes the sample measurements with these ids, or all of them; answers how many. */
export async function deleteSampleMeasurements(db: Queryable, ids?: string[]): Promise<number> {
  if (ids === undefined) return await db.$executeRaw`DELETE FROM measurement WHERE sample`;
  if (ids.length === 0) return 0;
  return await db.$executeRaw`DELETE FROM measurement WHERE sample AND id = ANY(${ids})`;
}

/** How many measurements are in the bin. */
export async function countBinned(db: Queryable): Promise<number> {
  const counted = z.tuple([z.object({ count: z.int() })]);
  return counted.parse(
    await db.$queryRaw`SELECT count(*)::int AS count FROM measurement WHERE deleted_at IS NOT NULL`,
  )[0].count;
}

/** Deletes what has been in the bin since before `until`, or everything in it, or these ids of it; answers how many. */
export async function deleteBinned(db: Queryable, which: { until?: Date; ids?: string[] } = {}): Promise<number> {
  const { until = null, ids = null } = which;
  return await db.$executeRaw`
    DELETE FROM measurement WHERE deleted_at IS NOT NULL
      AND (${until}::timestamptz IS NULL OR deleted_at < ${until}::timestamptz)
      AND (${ids}::text[] IS NULL OR id = ANY(${ids}::text[]))`;
}

/**
 * Deletes what no measurement holds any more: imports with their files, artifacts, sweeps, deployments, workloads, history.
 * Answers with the artifacts' files, to be removed from the data folder once the transaction is through.
 */
export async function deleteOrphans(db: Queryable): Promise<string[]> {
  await db.$executeRaw`DELETE FROM import i WHERE NOT EXISTS (SELECT FROM measurement m WHERE m.import_id = i.id)`;
  // A file that brought no measurement of its own filled gaps of others; it stays as long as its import.
  await db.$executeRaw`
    WITH brought AS (
      SELECT i.id, r ->> 'file' AS path FROM import i CROSS JOIN LATERAL jsonb_array_elements(i.result -> 'files') r
      WHERE jsonb_array_length(r -> 'created') > 0)
    DELETE FROM imported_file f USING brought b
    WHERE b.id = f.import_id AND b.path = f.path AND NOT EXISTS (
      SELECT FROM measurement m WHERE m.import_id = f.import_id AND m.artifact_sha256 = f.artifact_sha256)`;
  const artifacts = await db.$queryRaw`DELETE FROM artifact a
    WHERE NOT EXISTS (SELECT FROM imported_file f WHERE f.artifact_sha256 = a.sha256)
      AND NOT EXISTS (SELECT FROM measurement m WHERE m.artifact_sha256 = a.sha256)
    RETURNING stored_as`;
  await deleteEmptySweeps(db);
  await db.$executeRaw`DELETE FROM change c WHERE NOT EXISTS (
    SELECT FROM measurement_change m WHERE m.change_id = c.id)`;
  return names.parse(artifacts).map(({ stored_as }) => stored_as);
}

/** Deletes sweeps without a measurement, and deployments and workloads without a sweep. */
export async function deleteEmptySweeps(db: Queryable): Promise<void> {
  await db.$executeRaw`DELETE FROM sweep s WHERE NOT EXISTS (SELECT FROM measurement m WHERE m.sweep_id = s.id)`;
  await db.$executeRaw`DELETE FROM deployment d WHERE NOT EXISTS (SELECT FROM sweep s WHERE s.deployment_key = d.key)`;
  await db.$executeRaw`DELETE FROM workload w WHERE NOT EXISTS (SELECT FROM sweep s WHERE s.workload_key = w.key)`;
}
