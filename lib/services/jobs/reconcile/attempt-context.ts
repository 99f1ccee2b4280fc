import type { Fence } from '@/lib/db/jobs/change-job';
import type { AttemptRow, WholeJob } from '@/lib/db/jobs/job-row';
import { attemptName } from '@/lib/launch/bundle/bundle';
import type { Executor, JobHandle } from '@/lib/launch/executors/executor';
import type { GaugeSample } from '@/lib/launch/read-back/read-gauges';
import { redactor } from '@/lib/launch/redact';
import type { ServiceContext } from '../../context';
import { jobSecrets } from '../job-secrets';

/** What a worker remembers of an attempt to ask less; it may be lost at any time. */
export interface AttemptMemo {
  /** The progress events were last read at. */
  progress: string | null;
  sample: GaugeSample | null;
  sampledAt: number;
  logsAt: number;
  /** Steps in a row that failed in a way nobody has foreseen. */
  failures: number;
}

/** What a worker brings to a target it holds. */
export interface WorkContext extends ServiceContext {
  fence: Fence;
  executor: (job: WholeJob) => Executor;
  memos: Map<string, AttemptMemo>;
}

/** Everything a step with one attempt needs. */
export interface AttemptContext extends WorkContext {
  job: WholeJob;
  attempt: AttemptRow;
  runner: Executor;
  handle: JobHandle;
  memo: AttemptMemo;
  /** Blots out the values of the job's environment. */
  redact: (bytes: Uint8Array) => Uint8Array;
}

export function attemptContext(context: WorkContext, job: WholeJob, attempt: AttemptRow): AttemptContext {
  const { planned, tryNumber } = attempt;
  const name = attemptName({ jobId: job.id, attemptKey: planned.key, tryNumber });
  const memo = context.memos.get(name) ?? { progress: null, sample: null, sampledAt: 0, logsAt: 0, failures: 0 };
  context.memos.set(name, memo);
  return {
    ...context,
    job,
    attempt,
    runner: context.executor(job),
    handle: { name },
    memo,
    redact: redactor(jobSecrets(job.plan.request.deployment.environment)),
  };
}
