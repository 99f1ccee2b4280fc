import type { Transaction } from '../write-transaction';
import { listedColumns, toWholeJob, type WholeJob } from './job-row';

type Reader = Pick<Transaction, 'job'>;

const whole = { ...listedColumns, plan: true, target: true, attempts: { include: { loads: true } } } as const;

/** One job with everything known of it, or null; a deleted one is none. */
export async function findJob(db: Reader, id: string): Promise<WholeJob | null> {
  const row = await db.job.findUnique({ where: { id, deletedAt: null }, select: whole });
  return row && toWholeJob(row);
}

/** What was asked for with an idempotency key, or null. */
export function findJobByKey(db: Reader, key: string): Promise<{ id: string; requestSha256: string } | null> {
  return db.job.findUnique({ where: { idempotencyKey: key }, select: { id: true, requestSha256: true } });
}

/** The job a measurement came from, or null. */
export async function findJobOfMeasurement(db: Pick<Transaction, 'jobLoad'>, id: string): Promise<string | null> {
  const load = await db.jobLoad.findFirst({
    where: { measurementId: id, attempt: { job: { deletedAt: null } } },
    select: { jobId: true },
  });
  return load?.jobId ?? null;
}
