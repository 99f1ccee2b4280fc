import { z } from 'zod';
import type { HeldMeasurement } from '@/lib/domain/edits/held-measurement';
import { deploymentKey, joinedSweepIdentity, splitFlags, type SweepJoin, workloadKey } from '@/lib/domain/identity';
import type { Queryable } from './database';
import { toDeploymentRow } from './deployment-row';
import { Prisma } from './generated/client';
import { insertRows } from './insert-rows';
import { joinedMeasurements } from './list-measurements';
import {
  fromMeasurementRow,
  joinedMeasurementRow,
  type JoinedMeasurementRow,
  toMeasurementRow,
} from './measurement-row';
import { toWorkloadRow } from './workload-row';

/** Which measurements an action is about: these, or all of a sweep, an import or an artifact. */
export type Selection = { ids: string[] } | { sweepId: string } | { importId: string } | { artifactSha256: string };

/** A stored measurement as it can be changed, with its row. */
export interface HeldRow {
  row: JoinedMeasurementRow;
  held: HeldMeasurement;
}

const rows = z.array(joinedMeasurementRow);

/** The measurements of a selection, by id; with those in the bin where `binned`. */
export async function findHeld(db: Queryable, selection: Selection, { binned = false } = {}): Promise<HeldRow[]> {
  const wanted = Prisma.sql`${whereOf(selection)} AND (m.deleted_at IS NULL OR ${binned})`;
  const found = rows.parse(await db.$queryRaw(Prisma.sql`${joinedMeasurements} WHERE ${wanted} ORDER BY m.id`));
  return found.map((row) => ({ row, held: toHeld(row) }));
}

function whereOf(selection: Selection): Prisma.Sql {
  if ('ids' in selection) return Prisma.sql`m.id = ANY(${selection.ids})`;
  if ('sweepId' in selection) return Prisma.sql`m.sweep_id = ${selection.sweepId}`;
  if ('importId' in selection) return Prisma.sql`m.import_id = ${selection.importId}`;
  return Prisma.sql`m.artifact_sha256 = ${selection.artifactSha256}`;
}

const toHeld = (row: JoinedMeasurementRow): HeldMeasurement => ({
  base: fromMeasurementRow(row),
  sweep: { name: row.sweep_name, joinedBy: row.sweep_joined_by },
  tags: row.tags,
  notes: row.notes,
  byHand: row.by_hand,
  importerVersion: row.importer_version,
  deletedAt: row.deleted_at?.toISOString() ?? null,
});

const sweepRows = z.array(z.object({ identity: z.string(), id: z.string() }));

/**
 * Writes changed measurements over what is stored, each to the sweep its declared fields and its join lead to; sweeps,
 * deployments and workloads that are new are made. `revision` is the one that this change makes.
 */
export async function updateHeld(
  db: Queryable,
  changed: readonly HeldRow[],
  { revision, at }: { revision: number; at: Date },
): Promise<void> {
  const placed = changed.map((one) => ({ ...one, ...placeOf(one.held) }));
  await insertRows(
    db,
    'deployment',
    distinct(
      placed.map(({ deployment }) => deployment),
      ({ key }) => key,
    ),
  );
  await insertRows(
    db,
    'workload',
    distinct(
      placed.map(({ workload }) => workload),
      ({ key }) => key,
    ),
  );
  const found = await findSweeps(db, placed);
  const created = placed
    .filter(({ place }) => !found.has(place))
    .map(({ place, held, deployment, workload }) => ({
      id: place.slice(0, 24),
      identity: place,
      name: held.sweep.name,
      deployment_key: deployment.key,
      workload_key: workload.key,
      joined_by: held.sweep.joinedBy,
      created_at: at.toISOString(),
    }));
  await insertRows(
    db,
    'sweep',
    distinct(created, ({ identity }) => identity),
  );
  await updateRows(
    db,
    placed.map(({ row, held, place, neutral }) => ({
      ...toMeasurementRow(held.base, neutral, {
        id: row.id,
        sweep_id: found.get(place) ?? place.slice(0, 24),
        import_id: row.import_id,
        artifact_sha256: row.artifact_sha256,
        sample: row.sample,
      }),
      importer_version: held.importerVersion,
      tags: held.tags,
      notes: held.notes,
      by_hand: held.byHand,
      deleted_at: held.deletedAt,
      revision,
    })),
  );
}

function placeOf({ base, sweep }: HeldMeasurement) {
  const { telling, neutral } = splitFlags(base.deployment.flags);
  return {
    neutral,
    deployment: toDeploymentRow(deploymentKey(base.deployment), base.deployment, telling),
    workload: toWorkloadRow(workloadKey(base.workload), base.workload),
    place: joinedSweepIdentity(base, sweep.joinedBy),
  };
}

type Placed = ReturnType<typeof placeOf> & HeldRow;

/** Sweeps there are for these places. They are found by what they say: one older than its join has another identity. */
async function findSweeps(db: Queryable, placed: readonly Placed[]): Promise<Map<string, string>> {
  const wanted = distinct(
    placed.map(({ place, deployment, workload, held }) => ({
      place,
      deployment_key: deployment.key,
      workload_key: workload.key,
      joined_by: held.sweep.joinedBy,
    })),
    ({ place }) => place,
  );
  const found = sweepRows.parse(
    await db.$queryRaw`
      SELECT w.place AS identity, min(s.id) AS id
      FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        AS w(place text, deployment_key text, workload_key text, joined_by jsonb)
      JOIN sweep s ON s.deployment_key = w.deployment_key AND s.workload_key = w.workload_key AND s.joined_by = w.joined_by
      GROUP BY w.place`,
  );
  return new Map(found.map(({ identity, id }) => [identity, id]));
}

function distinct<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}

const fixed = new Set(['id', 'sha256', 'import_id', 'artifact_sha256', 'sample']);
const batch = 500;

async function updateRows(db: Queryable, changed: readonly Record<string, unknown>[]): Promise<void> {
  const names = Object.keys(changed[0] ?? {}).filter((name) => !fixed.has(name));
  const columns = Prisma.raw(names.map((name) => `"${name}"`).join(', '));
  const values = Prisma.raw(names.map((name) => `r."${name}"`).join(', '));
  for (let start = 0; start < changed.length; start += batch) {
    const json = JSON.stringify(changed.slice(start, start + batch));
    await db.$executeRaw(Prisma.sql`
      UPDATE measurement m SET (${columns}) = ROW(${values})
      FROM jsonb_populate_recordset(NULL::measurement, ${json}::jsonb) r WHERE m.id = r.id`);
  }
}

const joins = z.array(z.object({ deployment_key: z.string(), workload_key: z.string(), joined_by: z.unknown() }));

/** What joins the sweeps of this name, by deployment and workload; the oldest where there are several. */
export async function findJoins(db: Queryable, name: string): Promise<(held: HeldMeasurement) => SweepJoin | null> {
  const found = joins.parse(
    await db.$queryRaw`
      SELECT deployment_key, workload_key, joined_by FROM sweep WHERE name = ${name} ORDER BY created_at DESC, id`,
  );
  const byFields = new Map(
    found.map((row) => [`${row.deployment_key} ${row.workload_key}`, row.joined_by as SweepJoin]),
  );
  return ({ base }) => byFields.get(`${deploymentKey(base.deployment)} ${workloadKey(base.workload)}`) ?? null;
}
