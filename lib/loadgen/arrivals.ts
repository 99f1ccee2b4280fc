import { randomGamma, type RandomSource } from './random-source';

export interface ArrivalPlan {
  count: number;
  /** Requests per second; `Infinity` = all at once. */
  requestRate: number;
  /** 1 = Poisson, below 1 bunched, above 1 more even, `Infinity` = a metronome. */
  burstiness: number;
}

/**
 * When each request arrives, seconds from the start, ascending. Gaps are gamma numbers of shape `burstiness` and mean
 * 1 / rate; then all are stretched so that the last arrives at exactly count / rate, as vLLM's client does: two seeds
 * offer the same rate. Zeros for an infinite rate.
 */
export function planArrivals({ count, requestRate, burstiness }: ArrivalPlan, random: RandomSource): Float64Array {
  const arrivals = new Float64Array(count);
  if (requestRate === Infinity || count === 0) return arrivals;
  let elapsed = 0;
  for (let index = 0; index < count; index++) {
    elapsed += burstiness === Infinity ? 1 : randomGamma(random, burstiness) / burstiness;
    arrivals[index] = elapsed;
  }
  const stretch = count / requestRate / elapsed;
  return arrivals.map((arrival) => arrival * stretch);
}
