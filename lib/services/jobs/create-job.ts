import { randomInt } from 'node:crypto';
import { findJob, findJobByKey } from '@/lib/db/jobs/find-job';
import { storeJob } from '@/lib/db/jobs/store-job';
import { canonicalJson, sha256Hex } from '@/lib/domain/identity';
import { jobStateOf, progressOf } from '@/lib/domain/plan/job-progress';
import type { JobRequest } from '@/lib/domain/plan/job-request';
import type { JobState } from '@/lib/domain/plan/job-state';
import { runnableAttempts } from '@/lib/domain/plan/retry-plan';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { type JobSummary, jobSummary, readQueues } from './job-summary';
import { planJob } from './plan-job';

/** Makes a job and queues it. A resend with the same key is answered with the job of the first one. */
export async function createJob(
  context: ServiceContext,
  request: JobRequest,
  idempotencyKey: string | null,
): Promise<JobSummary> {
  const requestSha256 = sha256Hex(canonicalJson(request));
  const answered = await findAnswered(context, idempotencyKey, requestSha256);
  if (answered !== null) return answered;

  const { name, plan, target } = await planJob(context, request);
  if (!plan.valid) {
    const sentences = plan.problems.slice(0, 5).map(({ message }) => message);
    throw new AppError('unprocessable', sentences.join(' '));
  }
  const createdAt = new Date();
  const state: JobState = { phase: 'queued', since: createdAt.toISOString() };
  const attempts = runnableAttempts(plan);
  const tracked = attempts.map((planned) => ({
    planned,
    tryNumber: 1,
    state,
    startedAt: null,
    finishedAt: null,
    loads: planned.runs.map((run) => ({ name: run.name, key: run.key, phase: 'pending' as const, tookS: null })),
  }));
  const progress = progressOf(tracked, { adaptive: request.loads.mode === 'adaptive', now: createdAt.getTime() });
  const id = createJobId();
  const job = { id, name, idempotencyKey, requestSha256, plan, target, progress, attempts, createdAt };
  const stored = await storeJob(context.db, { ...job, state: jobStateOf(tracked) });
  // Another request with the same key was quicker.
  if (!stored) return (await findAnswered(context, idempotencyKey, requestSha256))!;
  return readSummary(context, id);
}

async function findAnswered(
  context: ServiceContext,
  key: string | null,
  requestSha256: string,
): Promise<JobSummary | null> {
  const earlier = key === null ? null : await findJobByKey(context.db, key);
  if (earlier === null) return null;
  if (earlier.requestSha256 !== requestSha256)
    throw new AppError('conflict', 'This Idempotency-Key was used for another job.');
  return readSummary(context, earlier.id);
}

async function readSummary(context: ServiceContext, id: string): Promise<JobSummary> {
  const [job, queues] = await Promise.all([findJob(context.db, id), readQueues(context)]);
  return jobSummary(job!, queues);
}

/** Consonants alone: no word, and nothing a folder's name could be mistaken for. */
const letters = 'bcdfghjkmnpqrstvwxz';
const createJobId = () => Array.from({ length: 12 }, () => letters[randomInt(letters.length)]!).join('');
