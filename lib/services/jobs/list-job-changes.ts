import { listChangedJobs, listOpenJobs } from '@/lib/db/jobs/list-jobs';
import { readJobClock } from '@/lib/db/jobs/read-job-clock';
import type { ServiceContext } from '../context';
import { type JobSummary, jobSummary, readQueues } from './job-summary';

/** Jobs that changed after a moment of the job clock, the earliest first; without one, those that have not ended. */
export async function listJobChanges(context: ServiceContext, since: number | null): Promise<JobSummary[]> {
  const rows = since === null ? await listOpenJobs(context.db) : await listChangedJobs(context.db, since);
  if (rows.length === 0) return [];
  const queues = await readQueues(context);
  return rows.map((row) => jobSummary(row, queues)).sort((a, b) => a.change - b.change);
}

/** The job clock's moment: another one means that some job has changed. */
export const readJobMoment = ({ db }: ServiceContext): Promise<number> => readJobClock(db);
