/** Arithmetic mean; 0 for no values, as vLLM's client reports it. */
export const mean = (values: ArrayLike<number>) => (values.length === 0 ? 0 : sum(values) / values.length);

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] as number;
  return total;
}

/** Standard deviation of the population (numpy's default); 0 for no values. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length === 0) return 0;
  const centre = mean(values);
  let squares = 0;
  for (let index = 0; index < values.length; index++) squares += ((values[index] as number) - centre) ** 2;
  return Math.sqrt(squares / values.length);
}

/** A copy in ascending order. */
export const ascending = (values: ArrayLike<number>) => Float64Array.from(values).sort();

/**
 * A percentile (0 to 100) of values in ascending order, interpolated linearly between its neighbours: numpy's default.
 * 0 for no values.
 */
export function percentileOf(sorted: Float64Array, percent: number): number {
  if (sorted.length === 0) return 0;
  const position = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below] as number;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return lower + (upper - lower) * (position - below);
}

export interface Distribution {
  mean: number;
  median: number;
  std: number;
  /** In the order asked for. */
  percentiles: readonly { percent: number; value: number }[];
}

/** What is reported of one latency, in the unit of the values; zeros for no values. */
export function describe(values: ArrayLike<number>, percents: readonly number[]): Distribution {
  const sorted = ascending(values);
  return {
    mean: mean(values),
    median: percentileOf(sorted, 50),
    std: standardDeviation(values),
    percentiles: percents.map((percent) => ({ percent, value: percentileOf(sorted, percent) })),
  };
}
