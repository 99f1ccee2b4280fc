import { type TargetFacts, targetFacts } from '@/lib/domain/plan/job-record';
import { type Target, target } from '@/lib/domain/plan/target';
import type { Database } from '../database';
import type { Transaction } from '../write-transaction';

export interface TargetRow {
  settings: Target;
  facts: TargetFacts | null;
}

type Reader = Pick<Transaction, 'target'>;

const toTarget = (row: { settings: unknown; facts: unknown }): TargetRow => ({
  settings: target.parse(row.settings),
  facts: targetFacts.nullable().parse(row.facts),
});

/** Every target, in the order of their ids. */
export async function listTargets(db: Reader): Promise<TargetRow[]> {
  const rows = await db.target.findMany({ select: { settings: true, facts: true }, orderBy: { id: 'asc' } });
  return rows.map(toTarget);
}

/** One target, or null. */
export async function findTarget(db: Reader, id: string): Promise<TargetRow | null> {
  const row = await db.target.findUnique({ where: { id }, select: { settings: true, facts: true } });
  return row && toTarget(row);
}

/** Adds a target, or replaces the settings of the one with its id. */
export async function putTarget(db: Reader, settings: Target): Promise<void> {
  const { id } = settings;
  await db.target.upsert({ where: { id }, create: { id, settings }, update: { settings } });
}

/** Notes what a target said about itself. */
export async function noteTargetFacts(db: Reader, id: string, facts: TargetFacts): Promise<void> {
  await db.target.update({ where: { id }, data: { facts } });
}

/**
 * Takes or renews the lease of a target by compare-and-set, for `seconds` by the database's clock. Answers its version,
 * which grows when it changes hands; null where somebody else holds it. `alone`: there is no other worker, so whoever
 * held it is dead.
 */
export async function takeLease(
  db: Database,
  id: string,
  owner: string,
  { seconds, alone }: { seconds: number; alone: boolean },
): Promise<number | null> {
  const [row] = await db.$queryRaw<{ lease_version: number }[]>`
    UPDATE target SET lease_until = now() + make_interval(secs => ${seconds}::double precision), lease_owner = ${owner},
      lease_version = lease_version + CASE WHEN lease_owner = ${owner} THEN 0 ELSE 1 END
    WHERE id = ${id} AND (lease_owner IS NULL OR lease_owner = ${owner} OR lease_until <= now() OR ${alone})
    RETURNING lease_version`;
  return row?.lease_version ?? null;
}

/** Gives every lease of a worker back, so that the next one need not wait. */
export async function dropLeases(db: Database, owner: string): Promise<void> {
  await db.$executeRaw`
    UPDATE target SET lease_owner = NULL, lease_until = NULL, lease_version = lease_version + 1
    WHERE lease_owner = ${owner}`;
}
