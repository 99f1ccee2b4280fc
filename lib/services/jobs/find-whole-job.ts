import { findJob } from '@/lib/db/jobs/find-job';
import type { WholeJob } from '@/lib/db/jobs/job-row';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';

/** A job with everything known of it; refuses with `not-found`. */
export async function findWholeJob({ db }: ServiceContext, id: string): Promise<WholeJob> {
  const job = await findJob(db, id);
  if (job === null) throw new AppError('not-found', `There is no job ${id}.`);
  return job;
}
