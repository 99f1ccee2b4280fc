import { changeJob } from '@/lib/db/jobs/change-job';
import { storeAttempts } from '@/lib/db/jobs/store-job';
import { jobStateOf, lastTries, progressOf, type TrackedAttempt } from '@/lib/domain/plan/job-progress';
import { isSettled, type JobState } from '@/lib/domain/plan/job-state';
import { retryAttempt } from '@/lib/domain/plan/retry-plan';
import type { WholeJob } from '@/lib/db/jobs/job-row';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { findWholeJob } from './find-whole-job';
import { type JobSummary, jobSummary, readQueues } from './job-summary';
import { trackedAttempts } from './tracked-attempts';

/** Runs what a job has not measured once more, with new seeds; what is measured stays. Refuses while it runs. */
export async function retryJob(context: ServiceContext, id: string): Promise<JobSummary> {
  const job = await findWholeJob(context, id);
  if (!isSettled(job.state)) throw new AppError('conflict', 'The job has not ended yet; cancel it first.');
  const retries = retriesOf(job);
  if (retries.length === 0) throw new AppError('unprocessable', 'Every load of this job is measured.');
  const tracked = [...trackedAttempts(job.attempts), ...retries];
  const change = {
    state: jobStateOf(tracked),
    progress: progressOf(tracked, { adaptive: job.adaptive, now: Date.now() }),
    desired: 'run' as const,
    cancelledAt: null,
    finishedAt: null,
  };
  await changeJob(context.db, id, null, async (transaction) => {
    // Of two at once, the second finds the job open.
    const [row] = await transaction.job.findMany({ where: { id, change: BigInt(job.change) }, select: { id: true } });
    if (row === undefined) throw new AppError('conflict', 'The job has changed meanwhile; look at it again.');
    await storeAttempts(transaction, id, retries);
    return change;
  });
  return jobSummary(await findWholeJob(context, id), await readQueues(context));
}

function retriesOf({ attempts, plan }: WholeJob): TrackedAttempt[] {
  const done = new Set(
    attempts.flatMap(({ loads }) => loads.filter(({ phase }) => phase === 'done').map(({ key }) => key)),
  );
  const state: JobState = { phase: 'queued', since: new Date().toISOString() };
  return lastTries(trackedAttempts(attempts)).flatMap((last) => {
    // An adaptive attempt that succeeded has left out what nobody needs.
    if (last.state.phase === 'succeeded') return [];
    const original = plan.attempts.find(({ key }) => key === last.planned.key)!;
    const planned = retryAttempt(original, done, last.tryNumber);
    if (planned === null) return [];
    const loads = planned.runs.map(({ name, key }) => ({ name, key, phase: 'pending' as const, tookS: null }));
    return [{ planned, tryNumber: last.tryNumber + 1, state, startedAt: null, finishedAt: null, loads }];
  });
}
