import { isTransportError } from '@/lib/launch/transports/transport';
import type { GivenUp } from '@/lib/domain/plan/observation';
import { overdue } from '@/lib/domain/plan/overdue';
import type { AttemptContext } from './attempt-context';
import { collect } from './collect';
import { copyLogs } from './copy-logs';
import { chooseTurn } from './choose-turn';
import { readGauges } from '@/lib/launch/read-back/read-gauges';
import { observed } from './observed';
import { readEvents } from './read-events';
import { afterStep, noStep, type Step } from './step';
import { submit } from './submit';

const gaugesEveryMs = 2_500;
const logsEveryMs = 1_500;
/** From being asked to end, to being ended: longer than the script takes to end its server. */
const cancelGraceMs = 60_000;

/**
 * One look at an attempt and one thing done about it. Does its own reading and asking, and answers what is to be
 * written; doing it again after a crash, from anywhere, starts nothing twice.
 */
export async function stepAttempt(context: AttemptContext): Promise<Step> {
  const step = noStep();
  try {
    await act(context, step);
    step.reached ??= true;
  } catch (error) {
    const message = dataFolderProblem(context, error);
    if (message !== null) await giveUp(context, step, { reason: 'data-folder', message });
    else if (!isTransportError(error)) throw error;
    else {
      step.reached = false;
      giveUpWhenOverdue(context, step);
    }
  }
  return step;
}

async function act(context: AttemptContext, step: Step): Promise<void> {
  const { phase } = context.attempt.state;
  if (phase === 'submitting') return submit(context, step);
  if (phase === 'collecting') return collect(context, step);
  const { job, runner, handle, attempt, memo } = context;
  if (job.desired === 'cancel') {
    const asked = Date.now() - (job.cancelledAt?.getTime() ?? 0);
    await runner.cancel(handle, asked > cancelGraceMs ? 'kill' : 'term');
  }
  const seen = await runner.observe(handle);
  const progress = JSON.stringify(seen.progress);
  const hasMoved = progress !== memo.progress;
  await lookAtLogs(context, step, hasMoved);
  if (hasMoved) await readEvents(context, step);
  memo.progress = progress;
  observed(context, step, seen);
  if (seen.exit !== null || seen.native === 'gone') return;
  const late = overdueMessage(context);
  if (late !== null) {
    await runner.cancel(handle, 'kill');
    return observed(context, step, { kind: 'ended', reason: 'overdue', message: late });
  }
  await lookAtGauges(context, step);
  if (seen.progress?.phase === 'running' && seen.progress.current === 'waiting') await tellNext(context, step);
  else if (attempt.turns.length > 0) await tellAgain(context);
}

async function lookAtLogs(context: AttemptContext, step: Step, now: boolean): Promise<void> {
  const { memo } = context;
  if (!now && Date.now() - memo.logsAt < logsEveryMs) return;
  if (await copyLogs(context, { whole: false })) step.touched = true;
  memo.logsAt = Date.now();
}

async function lookAtGauges(context: AttemptContext, step: Step): Promise<void> {
  const { memo, runner, handle, attempt } = context;
  const isServed = context.job.plan.request.kind === 'serve' && attempt.state.phase === 'running';
  if (!isServed || Date.now() - memo.sampledAt < gaugesEveryMs) return;
  memo.sampledAt = Date.now();
  const text = await runner.metrics(handle);
  if (text === null) return;
  memo.sample = readGauges(text, new Date(), memo.sample);
  step.attempt.gauges = memo.sample.gauges;
}

/** Written down before it is said, so that the same turn is never told two things. */
async function tellNext(context: AttemptContext, step: Step): Promise<void> {
  const { job } = context;
  if (!job.adaptive || job.desired === 'cancel') return;
  const attempt = afterStep(context.attempt, step);
  const last = attempt.turns.at(-1);
  const pending = last?.kind === 'load' && attempt.loads.some(({ name, phase }) => name === last.name && isOpen(phase));
  if (last?.kind === 'end' || pending) return tellAgain(context);
  const attempts = job.attempts.map((other) => (other === context.attempt ? attempt : other));
  step.attempt.turns = [...attempt.turns, chooseTurn({ ...job, attempts }, attempt)];
}

const isOpen = (phase: string) => phase === 'pending' || phase === 'running';

/** The last turn once more: whether it was heard before a crash nobody knows, and twice is once. */
async function tellAgain({ attempt, runner, handle }: AttemptContext): Promise<void> {
  const last = attempt.turns.at(-1);
  if (last) await runner.ask(handle, attempt.turns.length, last.kind === 'end' ? 'end' : last.name);
}

function overdueMessage({ job, attempt }: AttemptContext): string | null {
  const loads = attempt.loads.map(({ name, phase, startedAt }) => ({
    name,
    phase,
    startedAt: startedAt?.getTime() ?? null,
  }));
  const times = [Date.parse(attempt.state.since), ...loads.map(({ startedAt }) => startedAt ?? 0)];
  const { readyS } = job.plan.request.deadlines;
  return overdue({ ...attempt, loads, readyS, lastChange: Math.max(...times) }, Date.now());
}

/** What cannot be reached keeps its state, but not for ever before it has begun. */
function giveUpWhenOverdue(context: AttemptContext, step: Step): void {
  if (context.attempt.state.phase !== 'submitting') return;
  const late = overdueMessage(context);
  if (late !== null) observed(context, step, { kind: 'refused', reason: 'unreachable', message: late });
}

/** Why what the job brings cannot be kept here, as a sentence; null where that is not what went wrong. */
function dataFolderProblem({ dataDir }: AttemptContext, error: unknown): string | null {
  const { code, path } = (error ?? {}) as { code?: unknown; path?: unknown };
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const isOurs = typeof path === 'string' && path.startsWith(dataDir);
  if (typeof code !== 'string' || !(isFull || isOurs)) return null;
  return isFull
    ? 'No room is left in the data folder of Kneepoint.'
    : `The data folder of Kneepoint cannot be written to (${code}).`;
}

/** Ends an attempt that cannot be gone on with; what is stored stays, and a retry measures the rest. */
export async function giveUp(
  context: AttemptContext,
  step: Step,
  { reason, message }: { reason: GivenUp; message: string },
): Promise<void> {
  const { runner, handle } = context;
  await runner.cancel(handle, 'kill').catch(() => undefined);
  observed(context, step, { kind: 'ended', reason, message });
  const done = afterStep(context.attempt, step).loads.filter(({ phase }) => phase === 'done').length;
  observed(context, step, { kind: 'collected', done });
}
