import { type LatencyStatistics } from '@/lib/domain/measurement';
import { toMilliseconds } from '@/lib/units/quantities';

/** Arithmetic mean; null for no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Percentile by linear interpolation between ranks, as numpy does by default. `sorted` ascends and is not empty. */
export function percentile(sorted: readonly number[], percent: number): number {
  const rank = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(rank);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (rank - below);
}

/**
 * The statistics vLLM prints, from seconds per request to milliseconds: mean, median, population standard deviation,
 * percentiles. null for no values.
 */
export function statisticsOf(seconds: readonly number[]): LatencyStatistics | null {
  const average = mean(seconds);
  if (average === null) return null;
  const sorted = [...seconds].sort((a, b) => a - b);
  const variance = sorted.reduce((sum, value) => sum + (value - average) ** 2, 0) / sorted.length;
  const ms = (value: number) => toMilliseconds(value * 1000);
  return {
    mean: ms(average),
    median: ms(percentile(sorted, 50)),
    std: ms(Math.sqrt(variance)),
    p90: ms(percentile(sorted, 90)),
    p95: ms(percentile(sorted, 95)),
    p99: ms(percentile(sorted, 99)),
    others: {},
  };
}
