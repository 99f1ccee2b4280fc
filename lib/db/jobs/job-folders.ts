import { z } from 'zod';
import { jobState, type JobState, outcomes } from '@/lib/domain/plan/job-state';
import { type Target, target } from '@/lib/domain/plan/target';
import type { Transaction } from '../write-transaction';
import type { AttemptId } from './change-attempt';

type Reader = Pick<Transaction, 'job' | 'attempt'>;

/** A folder on a target that nobody has removed yet, of a job that has ended. */
export interface JobFolder extends AttemptId {
  state: JobState;
  /** The target as it was when the job was made. */
  target: Target;
  isDeleted: boolean;
}

const folderRow = z.object({
  jobId: z.string(),
  key: z.string(),
  tryNumber: z.int(),
  state: jobState,
  job: z.object({ target, deletedAt: z.date().nullable() }),
});

/** Folders on a target of jobs that were deleted, or ended before a moment; those of the oldest jobs first. */
export async function listOldFolders(
  db: Reader,
  targetId: string,
  { endedBefore, limit }: { endedBefore: Date; limit: number },
): Promise<JobFolder[]> {
  const rows = await db.attempt.findMany({
    where: {
      folderRemovedAt: null,
      job: {
        targetId,
        OR: [
          { deletedAt: { not: null } },
          { phase: { in: [...outcomes] }, finishedAt: { lt: endedBefore }, deletedAt: null },
        ],
      },
    },
    select: {
      jobId: true,
      key: true,
      tryNumber: true,
      state: true,
      job: { select: { target: true, deletedAt: true } },
    },
    orderBy: [{ job: { createdAt: 'asc' } }, { jobId: 'asc' }, { key: 'asc' }, { tryNumber: 'asc' }],
    take: limit,
  });
  return z
    .array(folderRow)
    .parse(rows)
    .map(({ job, ...row }) => ({ ...row, target: job.target, isDeleted: job.deletedAt !== null }));
}

/** Notes that an attempt's folder is not on the target any more. */
export async function noteFolderRemoved(db: Reader, id: AttemptId): Promise<void> {
  await db.attempt.updateMany({ where: id, data: { folderRemovedAt: new Date() } });
}

/** Jobs of a target that were deleted and have left nothing on it. */
export async function listVanishedJobs(db: Reader, targetId: string): Promise<string[]> {
  const rows = await db.job.findMany({
    where: { targetId, deletedAt: { not: null }, attempts: { every: { folderRemovedAt: { not: null } } } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Deletes the rows of a job; the measurements it made are others' and stay. */
export async function deleteJobRows(db: Reader, id: string): Promise<void> {
  await db.job.deleteMany({ where: { id, deletedAt: { not: null } } });
}
