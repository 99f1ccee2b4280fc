import type { JobProgress } from '@/lib/domain/plan/job-record';
import type { JobState } from '@/lib/domain/plan/job-state';
import type { Database } from '../database';
import type { Transaction } from '../write-transaction';

/** A worker's hold on a target: its changes count as long as nobody else has taken the lease since. */
export interface Fence {
  targetId: string;
  owner: string;
  version: number;
}

/** What is written of a job itself. */
export interface JobChange {
  state?: JobState;
  progress?: JobProgress;
  unreachable?: boolean;
  desired?: 'run' | 'cancel';
  cancelledAt?: Date | null;
  finishedAt?: Date | null;
  deletedAt?: Date;
  idempotencyKey?: null;
}

/** Thrown where the lease was lost: nothing was written, and somebody else goes on. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Told by its name: a class may be loaded more than once in one process. */
export const isLeaseLost = (error: unknown) => error instanceof Error && error.name === 'LeaseLost';

/**
 * Changes a job and what hangs on it as a whole, and moves the job clock on. With a fence only for the worker that
 * still holds its target; throws `LeaseLost` otherwise. `work` answers what is to be written of the job itself, null
 * for nothing at all. No IO in it but the database's.
 */
export async function changeJob(
  db: Database,
  id: string,
  fence: Fence | null,
  work: (transaction: Transaction) => Promise<JobChange | null>,
): Promise<void> {
  await db.$transaction(
    async (transaction) => {
      const change = await tickJobClock(transaction);
      if (fence !== null) await refuseWithoutLease(transaction, fence);
      const changed = await work(transaction);
      if (changed === null) return;
      const { state } = changed;
      await transaction.job.update({
        where: { id },
        data: { ...changed, ...(state === undefined ? {} : { phase: state.phase }), change },
      });
    },
    { maxWait: 60_000, timeout: 60_000 },
  );
}

/** Every change of a job takes this row first, so changes become visible in the order of their numbers. */
export async function tickJobClock(transaction: Transaction): Promise<bigint> {
  const { number } = await transaction.jobClock.upsert({
    where: { id: 1 },
    create: { id: 1, number: 1 },
    update: { number: { increment: 1 } },
  });
  return number;
}

async function refuseWithoutLease(transaction: Transaction, { targetId, owner, version }: Fence): Promise<void> {
  const held = await transaction.$queryRaw<unknown[]>`
    SELECT id FROM target WHERE id = ${targetId} AND lease_owner = ${owner} AND lease_version = ${version} FOR UPDATE`;
  if (held.length === 0) throw new LeaseLost(`Another worker has taken ${targetId} over.`);
}
