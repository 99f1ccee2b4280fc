import { changeJob } from '@/lib/db/jobs/change-job';
import { isSettled } from '@/lib/domain/plan/job-state';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { findWholeJob } from './find-whole-job';

/**
 * Deletes a job that has ended: it shows nowhere any more, and whoever works its target removes its folders there and
 * the logs kept here. What it measured stays. Refuses with `conflict` while it runs.
 */
export async function deleteJob(context: ServiceContext, id: string): Promise<{ id: string }> {
  const job = await findWholeJob(context, id);
  await changeJob(context.db, id, null, async (transaction) => {
    // A retry may have been quicker.
    const [row] = await transaction.job.findMany({ where: { id, change: BigInt(job.change) }, select: { id: true } });
    if (row === undefined || !isSettled(job.state))
      throw new AppError('conflict', 'The job has not ended yet; cancel it first.');
    return { deletedAt: new Date(), idempotencyKey: null };
  });
  return { id };
}
