import {
  type BaseMeasurement,
  emptyMeasurement,
  type LatencyStatistics,
  noLatencyStatistics,
} from '@/lib/domain/measurement';
import {
  toCount,
  toMilliseconds,
  toRequestsPerSecond,
  toSeconds,
  toTokens,
  toTokensPerSecond,
} from '@/lib/units/quantities';

/** What is known of where a result stands: the fields of the domain's `source` but the format. */
export interface Place {
  file: string;
  index: number;
  sha256: string;
}

/** What `vllm bench throughput` tells: seconds, tokens, tokens/s. null where its generation does not. */
export interface ThroughputFigures {
  elapsedS: number | null;
  requests: number | null;
  totalTokens: number | null;
  promptTokens: number | null;
  outputTokens: number | null;
  requestsPerS: number | null;
  totalTokensPerS: number | null;
  outputTokensPerS: number | null;
}

const known = <T>(value: number | null, brand: (value: number) => T) => (value === null ? null : brand(value));

/**
 * A throughput run: all prompts were handed to the engine at once. Tokens per second are those of prompts and answers
 * together; output tokens per second only where it was printed.
 */
export function throughputMeasurement(figures: ThroughputFigures, format: string, place: Place): BaseMeasurement {
  const empty = emptyMeasurement({ ...place, format, formatVersion: null });
  const { requests, elapsedS } = figures;
  return {
    ...empty,
    load: { ...empty.load, requestRate: 'inf', numPrompts: known(requests, toCount) },
    counts: {
      ...empty.counts,
      requests: known(requests, toCount),
      completed: known(requests, toCount),
      inputTokens: known(figures.promptTokens, toTokens),
      outputTokens: known(figures.outputTokens, toTokens),
    },
    durationS: known(elapsedS, toSeconds),
    throughput: {
      ...empty.throughput,
      requestsPerS: known(figures.requestsPerS, toRequestsPerSecond),
      totalTokensPerS: known(figures.totalTokensPerS, toTokensPerSecond),
      outputTokensPerS: known(figures.outputTokensPerS, toTokensPerSecond),
    },
    evidence: { ...empty.evidence, offline: 'throughput' },
    extra: figures.totalTokens === null ? {} : { totalTokens: figures.totalTokens },
    provenance: { 'load.requestRate': 'an offline run hands over all prompts at once' },
  };
}

/** What `vllm bench latency` tells, seconds: of a whole batch run to its end. Percentiles by their number, "99". */
export interface LatencyFigures {
  meanS: number;
  percentilesS: Readonly<Record<string, number>>;
  iterations: number | null;
}

/** A latency run. Its batch and lengths are told by nobody but its arguments; without them it has no rate of tokens. */
export function latencyMeasurement(figures: LatencyFigures, format: string, place: Place): BaseMeasurement {
  const empty = emptyMeasurement({ ...place, format, formatVersion: null });
  return {
    ...empty,
    latency: { ...empty.latency, e2elMs: statisticsOf(figures) },
    load: { ...empty.load, requestRate: 'inf' },
    evidence: { ...empty.evidence, offline: 'latency' },
    extra: figures.iterations === null ? {} : { iterations: figures.iterations },
    provenance: { 'load.requestRate': 'an offline run hands over its batch at once' },
  };
}

const ownPlaces: Readonly<Record<string, 'median' | 'p90' | 'p95' | 'p99'>> = {
  '50': 'median',
  '90': 'p90',
  '95': 'p95',
  '99': 'p99',
};

function statisticsOf({ meanS, percentilesS }: LatencyFigures): LatencyStatistics {
  const stats = { ...noLatencyStatistics(), mean: toMilliseconds(meanS * 1000) };
  for (const [percent, seconds] of Object.entries(percentilesS)) {
    const ms = toMilliseconds(seconds * 1000);
    const own = Object.hasOwn(ownPlaces, percent) ? ownPlaces[percent] : undefined;
    if (own) stats[own] = ms;
    else stats.others = { ...stats.others, [`p${percent}`]: ms };
  }
  return stats;
}
