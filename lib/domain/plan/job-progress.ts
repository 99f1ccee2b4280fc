import { combineStates } from './combine-states';
import type { JobProgress, LoadPhase } from './job-record';
import { isSettled, type JobState } from './job-state';
import type { PlannedAttempt, PlannedRun } from './plan';
import { sweepCost } from './sweep-cost';

/** An attempt with what became of its loads; times in milliseconds since 1970. */
export interface TrackedAttempt {
  planned: PlannedAttempt;
  tryNumber: number;
  state: JobState;
  startedAt: number | null;
  finishedAt: number | null;
  /** In the order of the planned runs. */
  loads: { name: string; key: string; phase: LoadPhase; tookS: number | null }[];
}

/** The last try at each deployment, in the order they run: only these count for the job. */
export function lastTries<T extends TrackedAttempt>(attempts: readonly T[]): T[] {
  const last = new Map<string, T>();
  for (const attempt of attempts) {
    const known = last.get(attempt.planned.key);
    if (!known || known.tryNumber < attempt.tryNumber) last.set(attempt.planned.key, attempt);
  }
  return [...last.values()].sort((a, b) => a.planned.index - b.planned.index);
}

function countLoads(attempts: readonly TrackedAttempt[]): JobProgress['loads'] {
  const phases = new Map<string, LoadPhase>();
  for (const { loads } of [...attempts].sort((a, b) => a.tryNumber - b.tryNumber)) {
    for (const { key, phase } of loads) if (phases.get(key) !== 'done') phases.set(key, phase);
  }
  const all = [...phases.values()];
  const count = (wanted: LoadPhase) => all.filter((phase) => phase === wanted).length;
  return { done: count('done'), failed: count('failed'), total: all.length };
}

/**
 * The state of a job: that of its last tries, with the loads counted over all tries. What an earlier try has measured
 * stays measured, so a retry that brings nothing leaves a job partial, not failed.
 */
export function jobStateOf(attempts: readonly TrackedAttempt[]): JobState {
  const state = combineStates(
    lastTries(attempts).map(({ state: own, planned }) => ({ state: own, runs: planned.runs.length })),
  );
  const counts = countLoads(attempts);
  if (!('total' in state)) return state;
  if (counts.done > 0 && (state.phase === 'failed' || state.phase === 'timed-out' || state.phase === 'lost'))
    return { ...state, ...counts, phase: 'partial' };
  return { ...state, ...counts };
}

/** What lists show of a job's way at `now`, milliseconds since 1970. */
export function progressOf(
  attempts: readonly TrackedAttempt[],
  { adaptive, now }: { adaptive: boolean; now: number },
): JobProgress {
  const open = lastTries(attempts).filter(({ state }) => !isSettled(state));
  return {
    loads: countLoads(attempts),
    current: currentOf(open),
    remainingS: open.length === 0 || adaptive ? null : remainingOf(attempts, open, now),
    gpuHours: gpuHoursOf(attempts, adaptive, now),
  };
}

function currentOf(open: readonly TrackedAttempt[]): string | null {
  const active = open.find(({ state }) => state.phase !== 'queued');
  if (!active) return null;
  const running = active.loads.find(({ phase }) => phase === 'running');
  const run = active.planned.runs.find(({ name }) => name === running?.name);
  return run ? `${active.planned.label}, ${loadWords(run)}` : active.planned.label;
}

/** A load in words: "concurrency 8", "2.5 requests/s", "1000 prompts". */
export function loadWords({ load }: Pick<PlannedRun, 'load'>): string {
  if (load.maxConcurrency !== null) return `concurrency ${load.maxConcurrency}`;
  if (load.requestRate !== 'inf') return `${load.requestRate} requests/s`;
  return `${load.numPrompts} prompts`;
}

/** Estimates of what is left, corrected by how far those of the finished loads were off. */
function remainingOf(attempts: readonly TrackedAttempt[], open: readonly TrackedAttempt[], now: number): number {
  const estimates = new Map(attempts.flatMap(({ planned }) => planned.runs.map((run) => [run.key, run.estimateS])));
  const made = attempts.flatMap(({ loads }) => loads.filter(({ phase, tookS }) => phase === 'done' && tookS));
  const estimated = made.reduce((sum, { key }) => sum + (estimates.get(key) ?? 0), 0);
  const correction = estimated > 0 ? made.reduce((sum, { tookS }) => sum + tookS!, 0) / estimated : 1;
  return open.reduce((sum, attempt) => {
    const left = attempt.loads.filter(({ phase }) => phase === 'pending' || phase === 'running');
    const loads = left.reduce((all, { key }) => all + (estimates.get(key) ?? 0), 0) * correction;
    const ownLoads = attempt.planned.runs.reduce((all, run) => all + run.estimateS, 0);
    const start = Math.max(0, attempt.planned.estimateS - ownLoads);
    const waited = attempt.startedAt === null ? 0 : (now - attempt.startedAt) / 1000;
    return sum + loads + (hasBegunLoads(attempt) ? 0 : Math.max(0, start - waited));
  }, 0);
}

const hasBegunLoads = ({ state }: TrackedAttempt) => state.phase === 'running' || state.phase === 'collecting';

function gpuHoursOf(attempts: readonly TrackedAttempt[], adaptive: boolean, now: number): JobProgress['gpuHours'] {
  if (attempts.some(({ planned }) => planned.gpus === null)) return null;
  const spent = attempts.reduce((sum, { planned, startedAt, finishedAt }) => {
    return startedAt === null ? sum : sum + (((finishedAt ?? now) - startedAt) / 3_600_000) * planned.gpus!;
  }, 0);
  if (!adaptive) return { spent, saved: null };
  const ended = attempts.filter(({ state }) => isSettled(state));
  const costs = ended.map(({ planned, loads }) => ({
    gpus: planned.gpus!,
    runs: planned.runs.map((run, i) => ({ estimateS: run.estimateS, actualS: loads[i]?.tookS ?? null })),
  }));
  return { spent, saved: sweepCost(costs).sparedGpuHours };
}
