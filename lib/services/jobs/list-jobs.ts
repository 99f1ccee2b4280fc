import { listJobs as readJobs } from '@/lib/db/jobs/list-jobs';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { jobSummary, readQueues } from './job-summary';

export interface JobsPage {
  limit: number;
  cursor?: string;
  open: boolean;
}

/** A page of jobs, the last made first, and the cursor of the next one. */
export async function listJobs(context: ServiceContext, { limit, cursor, open }: JobsPage) {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const [rows, queues] = await Promise.all([
    readJobs(context.db, { limit: limit + 1, after, open }),
    readQueues(context),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? `${last.createdAt.toISOString()}_${last.id}` : null;
  return { jobs: page.map((row) => jobSummary(row, queues)), next };
}

function parseCursor(cursor: string) {
  const [at, id] = cursor.split('_');
  const createdAt = new Date(at ?? '');
  if (id === undefined || Number.isNaN(createdAt.getTime()))
    throw new AppError('bad-request', 'cursor: expected `next` of an earlier answer.');
  return { createdAt, id };
}
