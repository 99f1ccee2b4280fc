import { isSettled, type JobState, type Outcome } from './job-state';

/** An attempt's state and how many loads it was planned with. */
export interface AttemptState {
  state: JobState;
  runs: number;
}

/**
 * The state of a job of several attempts. While one is under way, its state with the loads of all counted together;
 * between two, waiting; when all are settled: what they have in common, and partial where they differ and something
 * was measured. `attempts` in the order they run, at least one.
 */
export function combineStates(attempts: AttemptState[]): JobState {
  const states = attempts.map(({ state }) => state);
  const counts = {
    done: sum(states.map((state) => ('done' in state ? state.done : 0))),
    failed: sum(states.map((state) => ('failed' in state ? state.failed : 0))),
    total: sum(attempts.map(({ state, runs }) => ('total' in state ? Math.max(state.total, runs) : runs))),
  };
  const open = states.filter((state) => !isSettled(state));
  if (open.length === 0) return combineSettled(states, counts);
  const active = open.find((state) => state.phase !== 'queued') ?? open[0]!;
  if (active.phase === 'queued' && open.length < states.length) {
    return { phase: 'waiting', since: latest(states), reason: 'the next deployment is queued' };
  }
  return 'total' in active ? { ...active, ...counts } : active;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const latest = (states: JobState[]) =>
  states
    .map(({ since }) => since)
    .sort()
    .at(-1)!;

function combineSettled(states: JobState[], counts: { done: number; failed: number; total: number }): JobState {
  const since = latest(states);
  const phases = new Set(states.map(({ phase }) => phase as Outcome));
  if (phases.size === 1 && phases.has('succeeded')) return { phase: 'succeeded', since, ...counts };
  if (phases.has('cancelled')) return { phase: 'cancelled', since, ...counts };
  const worst = states.find((state) => 'reason' in state);
  const why = {
    reason: worst && 'reason' in worst ? worst.reason : 'unknown',
    message: worst && 'message' in worst ? worst.message : '',
  };
  if (counts.done > 0) return { phase: 'partial', since, ...counts, ...why };
  const phase = (['lost', 'timed-out', 'failed'] as const).find((name) => phases.has(name)) ?? 'failed';
  return { phase, since, ...counts, ...why };
}
