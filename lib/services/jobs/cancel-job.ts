import { changeJob } from '@/lib/db/jobs/change-job';
import { isSettled } from '@/lib/domain/plan/job-state';
import type { ServiceContext } from '../context';
import { findWholeJob } from './find-whole-job';
import { type JobSummary, jobSummary, readQueues } from './job-summary';

/** Asks for a job to be ended; its worker does it. One that has ended stays as it is. */
export async function cancelJob(context: ServiceContext, id: string): Promise<JobSummary> {
  const job = await findWholeJob(context, id);
  if (!isSettled(job.state) && job.desired !== 'cancel') {
    await changeJob(context.db, id, null, () => Promise.resolve({ desired: 'cancel', cancelledAt: new Date() }));
  }
  return jobSummary(await findWholeJob(context, id), await readQueues(context));
}
