import { completed, type RequestOutcome, tpotOf } from './request-outcome';

/** Limits a good request meets, milliseconds. */
export type Objectives = Readonly<Partial<Record<'ttft' | 'tpot' | 'e2el', number>>>;

/**
 * How many completed requests meet all objectives, limits included. An answer of one token has no TPOT and meets any.
 * Source: vLLM's client; the idea is DistServe's (Zhong et al., 2024).
 */
export function countGood(outcomes: readonly RequestOutcome[], objectives: Objectives): number {
  const { ttft = Infinity, tpot = Infinity, e2el = Infinity } = objectives;
  return completed(outcomes).filter(
    (outcome) =>
      outcome.ttftS <= ttft / 1000 && (tpotOf(outcome) ?? 0) <= tpot / 1000 && outcome.latencyS <= e2el / 1000,
  ).length;
}
