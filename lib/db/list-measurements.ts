import { z } from 'zod';
import type { Queryable } from './database';
import { type JoinedMeasurementRow, joinedMeasurementRow } from './measurement-row';
import { Prisma } from './generated/client';

/** Measurements with what they are joined to; those in the bin among them. */
export const joinedMeasurements = Prisma.sql`
  SELECT m.*, s.name AS sweep_name, s.joined_by AS sweep_joined_by, a.size_bytes AS artifact_size,
         to_jsonb(d) AS deployment, to_jsonb(w) AS workload
  FROM measurement m
  JOIN sweep s ON s.id = m.sweep_id
  JOIN deployment d ON d.key = s.deployment_key
  JOIN workload w ON w.key = s.workload_key
  JOIN artifact a ON a.sha256 = m.artifact_sha256`;

const rows = z.array(joinedMeasurementRow);

/**
 * Every measurement, in the order of their ids. One statement, so an import is in it whole or not at all. Rows are
 * checked as they are asked for: there may be tens of thousands, and a server has others to answer meanwhile.
 */
export async function listAllMeasurements(db: Queryable): Promise<Iterable<JoinedMeasurementRow>> {
  return checked(
    await db.$queryRaw<unknown[]>(Prisma.sql`${joinedMeasurements} WHERE m.deleted_at IS NULL ORDER BY m.id`),
  );
}

function* checked(found: unknown[]): Generator<JoinedMeasurementRow> {
  for (const row of found) yield joinedMeasurementRow.parse(row);
}

/** Where a page ends: the next one begins after it. */
export interface PageEnd {
  importedAt: Date;
  id: string;
}

/** A page of measurements, the last imported first. */
export async function listMeasurementPage(
  db: Queryable,
  { limit, after }: { limit: number; after: PageEnd | null },
): Promise<JoinedMeasurementRow[]> {
  const since =
    after === null ? Prisma.empty : Prisma.sql`AND (m.imported_at, m.id) < (${after.importedAt}, ${after.id})`;
  return rows.parse(
    await db.$queryRaw(
      Prisma.sql`${joinedMeasurements} WHERE m.deleted_at IS NULL ${since} ORDER BY m.imported_at DESC, m.id DESC LIMIT ${limit}`,
    ),
  );
}

/** One measurement, or null; one in the bin is not there. */
export async function findMeasurement(db: Queryable, id: string): Promise<JoinedMeasurementRow | null> {
  return (
    rows.parse(await db.$queryRaw(Prisma.sql`${joinedMeasurements} WHERE m.id = ${id} AND m.deleted_at IS NULL`))[0] ??
    null
  );
}
