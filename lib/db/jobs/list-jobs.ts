import { outcomes } from '@/lib/domain/plan/job-state';
import type { Transaction } from '../write-transaction';
import { type JobRow, listedColumns, toJobRow } from './job-row';

type Reader = Pick<Transaction, 'job'>;

const isThere = { deletedAt: null };
const isOpen = { phase: { notIn: [...outcomes] } };

/** Where a page of jobs ends: the next one begins after it. */
export interface JobPageEnd {
  createdAt: Date;
  id: string;
}

/** A page of jobs, the last made first; with `open` only those that have not ended. */
export async function listJobs(
  db: Reader,
  { limit, after, open }: { limit: number; after: JobPageEnd | null; open: boolean },
): Promise<JobRow[]> {
  const before = after && {
    OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
  };
  const rows = await db.job.findMany({
    where: { AND: [isThere, before ?? {}, open ? isOpen : {}] },
    select: listedColumns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return rows.map(toJobRow);
}

/** Jobs that have not ended, in the order of their queues; of one target, or of all. */
export async function listOpenJobs(db: Reader, targetId?: string): Promise<JobRow[]> {
  const rows = await db.job.findMany({
    where: { ...isOpen, ...(targetId === undefined ? {} : { targetId }) },
    select: listedColumns,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toJobRow);
}

/** Jobs that changed after a moment of the job clock, the earliest change first. */
export async function listChangedJobs(db: Reader, change: number, limit = 200): Promise<JobRow[]> {
  const rows = await db.job.findMany({
    where: { ...isThere, change: { gt: change } },
    select: listedColumns,
    orderBy: { change: 'asc' },
    take: limit,
  });
  return rows.map(toJobRow);
}
