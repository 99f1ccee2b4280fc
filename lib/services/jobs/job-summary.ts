import type { JobRow } from '@/lib/db/jobs/job-row';
import { describeJob } from '@/lib/domain/plan/describe-job';
import { listOpenJobs } from '@/lib/db/jobs/list-jobs';
import type { ServiceContext } from '../context';

/** Ids of jobs that have not ended, each target's in the order of its queue. */
export type Queues = ReadonlyMap<string, readonly string[]>;

/** The queues as they are now. */
export async function readQueues({ db }: ServiceContext): Promise<Queues> {
  const queues = new Map<string, string[]>();
  for (const { id, targetId } of await listOpenJobs(db)) queues.set(targetId, [...(queues.get(targetId) ?? []), id]);
  return queues;
}

/** A job as lists show it. */
export function jobSummary(row: JobRow, queues: Queues) {
  const { id, name, model, kind, adaptive, desired, state, progress, unreachable, change } = row;
  const place = state.phase === 'queued' ? (queues.get(row.targetId)?.indexOf(id) ?? -1) : -1;
  const queuePosition = place < 0 ? null : place;
  return {
    id,
    name,
    model,
    kind,
    adaptive,
    target: { id: row.targetId, name: row.targetName, simulated: row.simulated },
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    desired,
    state,
    sentence: describeJob({ state, progress, target: row.targetName, desired, adaptive, queuePosition }),
    unreachable,
    ...progress,
    queuePosition,
    change,
  };
}
export type JobSummary = ReturnType<typeof jobSummary>;
