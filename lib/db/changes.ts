import { z } from 'zod';
import { fieldChange, type FieldChange } from '@/lib/domain/edits/change';
import type { Queryable } from './database';
import { Prisma } from './generated/client';
import { insertRows } from './insert-rows';

const kind = z.enum(['edit', 'deletion', 'reimport', 'undo']);
const by = z.enum(['browser', 'cli', 'api']);

export interface ChangeToStore {
  id: string;
  kind: z.infer<typeof kind>;
  by: z.infer<typeof by>;
  at: Date;
  summary: string;
  undoes: string | null;
  /** By measurement. */
  fields: ReadonlyMap<string, FieldChange[]>;
}

/** Writes a change down, whole. */
export async function storeChange(db: Queryable, change: ChangeToStore): Promise<void> {
  const { fields, at, ...row } = change;
  await insertRows(db, 'change', [{ ...row, at: at.toISOString() }]);
  const rows = [...fields].map(([id, changed]) => ({ change_id: change.id, measurement_id: id, fields: changed }));
  await insertRows(db, 'measurement_change', rows);
}

const changeRow = z.object({
  id: z.string(),
  kind,
  by,
  at: z.date(),
  summary: z.string(),
  undoes: z.string().nullable(),
  undone_by: z.string().nullable(),
  measurements: z.int(),
  /** Of these, in the bin. */
  binned: z.int(),
  fields: z.array(fieldChange).nullable(),
});
export type ChangeRow = z.infer<typeof changeRow>;

const counted = Prisma.sql`
  SELECT c.id, c.kind, c.by, c.at, c.summary, c.undoes,
         (SELECT u.id FROM change u WHERE u.undoes = c.id) AS undone_by,
         (SELECT count(*)::int FROM measurement_change x WHERE x.change_id = c.id) AS measurements,
         (SELECT count(*)::int FROM measurement_change x JOIN measurement m ON m.id = x.measurement_id
          WHERE x.change_id = c.id AND m.deleted_at IS NOT NULL) AS binned`;

/** A page of changes, the last one first: all of them, or those of one measurement with what happened to it. */
export async function listChanges(
  db: Queryable,
  { measurement, limit, after }: { measurement: string | null; limit: number; after: { at: Date; id: string } | null },
): Promise<ChangeRow[]> {
  const since = after === null ? Prisma.sql`TRUE` : Prisma.sql`(c.at, c.id) < (${after.at}, ${after.id})`;
  const found =
    measurement === null
      ? Prisma.sql`${counted}, NULL AS fields FROM change c WHERE ${since}`
      : Prisma.sql`${counted}, o.fields FROM change c
          JOIN measurement_change o ON o.change_id = c.id AND o.measurement_id = ${measurement} WHERE ${since}`;
  return z
    .array(changeRow)
    .parse(await db.$queryRaw(Prisma.sql`${found} ORDER BY c.at DESC, c.id DESC LIMIT ${limit}`));
}

/** One change, or null. */
export async function findChange(db: Queryable, id: string): Promise<ChangeRow | null> {
  const found = await db.$queryRaw(Prisma.sql`${counted}, NULL AS fields FROM change c WHERE c.id = ${id}`);
  return z.array(changeRow).parse(found)[0] ?? null;
}

/** What a change did, by measurement. */
export async function readFieldChanges(db: Queryable, id: string): Promise<Map<string, FieldChange[]>> {
  const rows = z.array(z.object({ measurement_id: z.string(), fields: z.array(fieldChange) }));
  const found = rows.parse(
    await db.$queryRaw`SELECT measurement_id, fields FROM measurement_change WHERE change_id = ${id}`,
  );
  return new Map(found.map(({ measurement_id, fields }) => [measurement_id, fields]));
}
