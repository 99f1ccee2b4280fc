import type { AdaptiveSettings } from './adaptive-settings';

/** Why a load was asked for: to climb, to close in on a limit that was crossed, or to fill in the bend of the curve. */
export type Purpose = 'climb' | 'limit' | 'bend';

/** A load that has been tried; the medians over its repeats. null where a number was not measured. */
export interface TriedLoad {
  load: number;
  purpose: Purpose;
  /** null in all of these where the load failed. */
  outputTokensPerSPerGpu: number | null;
  medianTpotMs: number | null;
  medianTtftMs: number | null;
  /** Requests decoding at once; the load where it is not known. */
  inService: number | null;
}

/** One deployment of an adaptive sweep: its ladder of loads, ascending, and what has been tried of it. */
export interface AdaptiveDeployment {
  key: string;
  label: string;
  gpus: number;
  rungs: number[];
  tried: TriedLoad[];
}

/** Speed of one user, tokens per second = 1000 / median TPOT; null where that is not known. */
export const speedOf = ({ medianTpotMs }: TriedLoad): number | null => (medianTpotMs ? 1000 / medianTpotMs : null);

/** Whether a load was measured and keeps every limit; a limit whose number is missing is not kept. */
export function keepsLimits(tried: TriedLoad, { limits }: AdaptiveSettings): boolean {
  if (tried.outputTokensPerSPerGpu === null) return false;
  const below = (value: number | null, limit: number | null) => limit === null || (value !== null && value <= limit);
  const speed = speedOf(tried);
  const fast = limits.minTokensPerSPerUser === null || (speed !== null && speed >= limits.minTokensPerSPerUser);
  return fast && below(tried.medianTtftMs, limits.medianTtftMs) && below(tried.medianTpotMs, limits.medianTpotMs);
}

/** The load with the most output per GPU among those that keep the limits; null where none does. */
export function bestLoad({ tried }: AdaptiveDeployment, settings: AdaptiveSettings): TriedLoad | null {
  const kept = tried.filter((load) => keepsLimits(load, settings));
  return kept.reduce<TriedLoad | null>(
    (best, load) => (best === null || load.outputTokensPerSPerGpu! > best.outputTokensPerSPerGpu! ? load : best),
    null,
  );
}
