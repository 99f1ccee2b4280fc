import { failureOfLog } from '@/lib/launch/read-back/failure-of-log';
import type { AttemptContext } from './attempt-context';
import { copyClientLog, copyLogs } from './copy-logs';
import { readEvents } from './read-events';
import { serverLogTail } from './read-files';
import { afterStep, changeLoad, type Step } from './step';
import { observed } from './observed';
import { takeResult } from './take-result';

/** Reasons for which the server's log says more than the script can. */
const toldByTheLog = new Set(['server-exited', 'server-not-ready', 'server-unhealthy', 'loads-failing']);

/**
 * Fetches what is left of an attempt that has ended: logs, the last events, results without one. Ends whatever it left
 * behind, and settles it by what is here.
 */
export async function collect(context: AttemptContext, step: Step): Promise<void> {
  const { runner, handle, attempt } = context;
  if (attempt.state.phase !== 'collecting') return;
  await copyLogs(context, { whole: true });
  await readEvents(context, step);
  await takeWhatIsLeft(context, step);
  const { left } = await runner.cleanup(handle, { remove: false });
  // What will not die yet is asked again in the next step.
  if (left > 0) return;
  const state = { ...attempt.state };
  if (state.reason === 'loads-failing') state.message = lastFailure(context, step) ?? state.message;
  if (toldByTheLog.has(state.reason)) {
    const wasStopped = state.reason === 'loads-failing';
    state.message = failureOfLog(await serverLogTail(context), { wasStopped }) ?? state.message;
  }
  closeLoads(context, step, state.message);
  step.attempt.gauges = null;
  step.attempt.state = state;
  const done = afterStep(attempt, step).loads.filter(({ phase }) => phase === 'done').length;
  observed(context, step, { kind: 'collected', done });
}

async function takeWhatIsLeft(context: AttemptContext, step: Step): Promise<void> {
  const results = new Set(
    (await context.runner.list(context.handle)).flatMap(({ path }) => /^results\/(\d+)\.json$/.exec(path)?.[1] ?? []),
  );
  const rows = new Map(afterStep(context.attempt, step).loads.map((load) => [load.name, load]));
  for (const run of context.attempt.planned.runs) {
    const row = rows.get(run.name);
    if (!results.has(run.name) || row?.phase === 'done' || row?.phase === 'failed') continue;
    const taken = await takeResult(context, run);
    if (taken === null) continue;
    changeLoad(step, run.name, taken.load);
    step.attempt.readBack = taken.readBack;
    await copyClientLog(context, run.name);
  }
}

/** The script only counts them; what became of the last one is why. */
function lastFailure({ attempt }: AttemptContext, step: Step): string | null {
  const last = afterStep(attempt, step).loads.findLast(({ phase }) => phase === 'failed');
  return last?.message ? `Loads failed one after the other. The last one: ${last.message}` : null;
}

/** A load that was running failed with the attempt, unless somebody ended it; one that never began is left out. */
function closeLoads({ attempt }: AttemptContext, step: Step, message: string): void {
  const reason = attempt.state.phase === 'collecting' ? attempt.state.reason : null;
  const isCancelled = reason === 'cancelled';
  const leftOutFor = reason === 'done' || isCancelled ? null : message || 'The job ended before it.';
  for (const { name, phase } of afterStep(attempt, step).loads) {
    if (phase === 'running' && isCancelled) changeLoad(step, name, { phase: 'left-out', message: 'Broken off.' });
    else if (phase === 'running') changeLoad(step, name, { phase: 'failed', message: message || 'It was broken off.' });
    if (phase === 'pending') changeLoad(step, name, { phase: 'left-out', message: leftOutFor });
  }
}
