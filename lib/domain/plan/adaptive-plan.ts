import type { Measurement } from '../measurement';
import type { PlannedAttempt, PlannedRun } from './plan';
import type { Purpose, TriedLoad } from './tried-load';

/** One workload's ladder of loads within an attempt: what an adaptive sweep climbs. */
export interface PlannedLadder {
  workload: PlannedRun['workload'];
  /** Concurrencies, ascending. */
  rungs: number[];
  /** The runs of a load, one for each repeat; their names are what the job is asked for. */
  runsAt: (load: number) => PlannedRun[];
}

/** The ladders of an adaptive attempt, one for each workload, in the order of the plan. */
export function laddersOf({ runs }: PlannedAttempt): PlannedLadder[] {
  const keys = [...new Set(runs.map(workloadKey))];
  return keys.map((key) => {
    const own = runs.filter((run) => workloadKey(run) === key);
    const loads = new Set(own.flatMap(({ load }) => load.maxConcurrency ?? []));
    return {
      workload: own[0]!.workload,
      rungs: [...loads].sort((a, b) => a - b),
      runsAt: (load) => own.filter((run) => run.load.maxConcurrency === load),
    };
  });
}

const workloadKey = ({ key }: PlannedRun) => key.split('/')[1]!;

type Measured = Pick<Measurement, 'derived' | 'latency'>;

/**
 * What the repeats of a load have shown, each number the median over those that have it. No repeats: the load failed.
 */
export function triedFrom(load: number, purpose: Purpose, repeats: readonly Measured[]): TriedLoad {
  const over = (pick: (repeat: Measured) => number | null | undefined) =>
    median(repeats.map(pick).filter((value): value is number => typeof value === 'number'));
  return {
    load,
    purpose,
    outputTokensPerSPerGpu: over(({ derived }) => derived.outputTokensPerSPerGpu),
    medianTpotMs: over(({ latency }) => latency.tpotMs?.median),
    medianTtftMs: over(({ latency }) => latency.ttftMs?.median),
    inService: over(({ derived }) => derived.inService?.value),
  };
}

function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
