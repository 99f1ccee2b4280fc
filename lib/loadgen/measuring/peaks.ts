import { completed, endOf, type RequestOutcome } from './request-outcome';

/**
 * The most chunks that came in one of the seconds since the first request was sent; 0 without completed requests. It
 * counts chunks as vLLM's client does, so with several tokens a chunk it can be below the mean output rate.
 */
export function peakChunksPerSecond(outcomes: readonly RequestOutcome[]): number {
  const whole = completed(outcomes);
  const firstS = whole.reduce((earliest, { startS }) => Math.min(earliest, startS), Infinity);
  const perSecond = new Map<number, number>();
  let peak = 0;
  for (const { startS, ttftS, itlS } of whole) {
    let timeS = startS + ttftS;
    for (let chunk = 0; chunk <= itlS.length; chunk++) {
      if (chunk > 0) timeS += itlS[chunk - 1] as number;
      const second = Math.floor(timeS - firstS);
      const count = (perSecond.get(second) ?? 0) + 1;
      perSecond.set(second, count);
      peak = Math.max(peak, count);
    }
  }
  return peak;
}

export interface Crossing {
  atS: number;
  /** In flight after it. */
  inFlight: number;
}

/** How many completed requests were in flight after each start and each end, in order; an end before a start at once. */
export function inFlightOverTime(outcomes: readonly RequestOutcome[]): Crossing[] {
  const changes = completed(outcomes).flatMap((outcome) => [
    { atS: outcome.startS, by: 1 },
    { atS: endOf(outcome), by: -1 },
  ]);
  changes.sort((one, other) => one.atS - other.atS || one.by - other.by);
  let inFlight = 0;
  return changes.map(({ atS, by }) => ({ atS, inFlight: (inFlight += by) }));
}

/** The most completed requests in flight at one moment. Source: vLLM's client since it counts by sweep, not by second. */
export const peakConcurrency = (outcomes: readonly RequestOutcome[]) =>
  inFlightOverTime(outcomes).reduce((peak, { inFlight }) => Math.max(peak, inFlight), 0);
