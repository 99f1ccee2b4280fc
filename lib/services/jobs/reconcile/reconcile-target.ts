import { changeAttempt, changeLoads } from '@/lib/db/jobs/change-attempt';
import { changeJob, isLeaseLost } from '@/lib/db/jobs/change-job';
import { findJob } from '@/lib/db/jobs/find-job';
import type { AttemptRow, JobRow, WholeJob } from '@/lib/db/jobs/job-row';
import { listOpenJobs } from '@/lib/db/jobs/list-jobs';
import { jobStateOf, lastTries, progressOf } from '@/lib/domain/plan/job-progress';
import { isSettled } from '@/lib/domain/plan/job-state';
import { nextState } from '@/lib/domain/plan/next-state';
import { trackedAttempts } from '../tracked-attempts';
import { type AttemptContext, attemptContext, type WorkContext } from './attempt-context';
import { afterStep, noStep, type Step } from './step';
import { giveUp, stepAttempt } from './step-attempt';

/** Steps in a row that may fail: a database is away for a moment, what cannot be kept stays so. */
const failuresAllowed = 5;

/**
 * One round with a target this worker holds: the job at the head of its queue goes one step on, and queued ones that
 * were cancelled end. Answers whether there is anything to do here.
 */
export async function reconcileTarget(context: WorkContext): Promise<boolean> {
  const queue = await listOpenJobs(context.db, context.fence.targetId);
  const head = queue.find(({ state }) => state.phase !== 'queued') ?? queue[0];
  for (const row of queue) {
    if (row === head || row.desired === 'cancel') await reconcileJob(context, row);
  }
  return queue.length > 0;
}

async function reconcileJob(context: WorkContext, { id }: JobRow): Promise<void> {
  const job = await findJob(context.db, id);
  if (job === null) return;
  const open = currentAttempts(job);
  const active = open.find(({ state }) => state.phase !== 'queued');
  if (active) return stepOn(attemptContext(context, job, active));
  if (job.desired === 'cancel') {
    for (const attempt of open) await save(context, await fresh(context, job), attempt, withdrawn(attempt));
    return;
  }
  const [next] = open;
  if (next) await save(context, job, next, submitting(next));
}

/** One step with an attempt. One that fails again and again is given up: it would hold its target for ever. */
async function stepOn(context: AttemptContext): Promise<void> {
  const { job, attempt, memo } = context;
  try {
    await save(context, job, attempt, await stepAttempt(context));
    memo.failures = 0;
  } catch (error) {
    if (!isLeaseLost(error)) memo.failures += 1;
    if (memo.failures >= failuresAllowed) {
      const message = `A step with it failed ${memo.failures} times in a row; what Kneepoint printed says why.`;
      const step = noStep();
      await giveUp(context, step, { reason: 'unforeseen', message });
      await save(context, job, attempt, step);
    }
    throw error;
  }
}

/** Attempts that can still move, in the order they run; of each deployment the last try. */
function currentAttempts({ attempts }: WholeJob): AttemptRow[] {
  const last = new Map(lastTries(trackedAttempts(attempts)).map(({ planned, tryNumber }) => [planned.key, tryNumber]));
  return attempts.filter(({ planned, tryNumber, state }) => last.get(planned.key) === tryNumber && !isSettled(state));
}

const fresh = async ({ db }: WorkContext, job: WholeJob) => (await findJob(db, job.id)) ?? job;

function withdrawn({ state, loads }: AttemptRow): Step {
  const step = noStep();
  step.attempt.state = nextState(state, { kind: 'withdrawn' }, new Date().toISOString());
  for (const { name } of loads)
    step.loads.set(name, { phase: 'left-out', message: 'The job was cancelled before it.' });
  return step;
}

function submitting({ state }: AttemptRow): Step {
  const step = noStep();
  step.attempt.state = nextState(state, { kind: 'submitting' }, new Date().toISOString());
  step.attempt.startedAt = new Date();
  return step;
}

/** Writes what came of a step, and what follows for the job, as a whole; nothing where nothing came of it. */
async function save(context: WorkContext, job: WholeJob, attempt: AttemptRow, step: Step): Promise<void> {
  const { fence, db, memos } = context;
  const now = new Date();
  const state = step.attempt.state ?? attempt.state;
  if (isSettled(state)) {
    step.attempt.finishedAt = now;
    closeUntouched(attempt, step);
  }
  const unreachable = step.reached === null ? job.unreachable : !step.reached;
  const isQuiet = Object.keys(step.attempt).length === 0 && step.loads.size === 0 && !step.touched;
  if (isQuiet && unreachable === job.unreachable) return;
  const attempts = job.attempts.map((other) =>
    other === attempt || isSame(other, attempt) ? afterStep(attempt, step) : other,
  );
  const tracked = trackedAttempts(attempts);
  const jobState = jobStateOf(tracked);
  const id = { jobId: job.id, key: attempt.planned.key, tryNumber: attempt.tryNumber };
  await changeJob(db, job.id, fence, async (transaction) => {
    await changeAttempt(transaction, id, step.attempt);
    await changeLoads(transaction, id, step.loads);
    return {
      state: jobState,
      progress: progressOf(tracked, { adaptive: job.adaptive, now: now.getTime() }),
      unreachable,
      ...(isSettled(jobState) ? { finishedAt: now } : {}),
    };
  });
  if (isSettled(state)) memos.clear();
}

const isSame = (a: AttemptRow, b: AttemptRow) => a.planned.key === b.planned.key && a.tryNumber === b.tryNumber;

/** An attempt that was refused has not run any of its loads. */
function closeUntouched(attempt: AttemptRow, step: Step): void {
  const state = step.attempt.state ?? attempt.state;
  const message = 'message' in state ? state.message : 'The job was cancelled before it.';
  for (const { name, phase } of afterStep(attempt, step).loads)
    if (phase === 'pending' || phase === 'running') step.loads.set(name, { phase: 'left-out', message });
}
