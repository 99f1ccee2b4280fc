import {
  type BaseMeasurement,
  type LatencyKind,
  type LatencyStatistics,
  noLatencyStatistics,
  type Statistic,
  statistics,
} from '@/lib/domain/measurement';
import { toMilliseconds } from '@/lib/units/quantities';

/** `latency` is how an early fork called the end-to-end latency. */
const kinds: Readonly<Record<string, LatencyKind>> = {
  ttft: 'ttftMs',
  tpot: 'tpotMs',
  itl: 'itlMs',
  e2el: 'e2elMs',
  latency: 'e2elMs',
};
const metricKey = /^(mean|median|std|min|max|p\d{1,3}(?:\.\d+)?)_(ttft|tpot|itl|e2el|latency)_ms$/;

export interface LatencyFault {
  key: string;
  expected: string;
}

/** Whether a key holds a latency statistic, such as "p99_ttft_ms". */
export const isLatencyKey = (key: string) => metricKey.test(key);

/** Whether a key is of the fork that averages failed requests in as 0 ms. */
export const isForkLatencyKey = (key: string) => /_latency_ms$/.test(key) && metricKey.test(key);

/**
 * The latency statistics of a record, milliseconds as they stand, and the keys that do not hold one. p50 fills the
 * median where that is absent; percentiles without a field of their own go to `others`.
 */
export function readLatency(record: Readonly<Record<string, unknown>>): {
  latency: BaseMeasurement['latency'];
  faults: LatencyFault[];
} {
  const latency: BaseMeasurement['latency'] = { ttftMs: null, tpotMs: null, itlMs: null, e2elMs: null };
  const faults: LatencyFault[] = [];
  for (const [key, value] of Object.entries(record)) {
    const match = metricKey.exec(key);
    if (!match || value === null || value === undefined) continue;
    if (typeof value !== 'number' || value < 0) {
      faults.push({ key, expected: 'a number of milliseconds, 0 or more' });
      continue;
    }
    const kind = kinds[match[2]!]!;
    latency[kind] = withStatistic(latency[kind] ?? noLatencyStatistics(), match[1]!, value);
  }
  return { latency: mapLatency(latency, medianFromP50), faults };
}

function withStatistic(stats: LatencyStatistics, name: string, value: number): LatencyStatistics {
  const ms = toMilliseconds(value);
  if (isStatistic(name)) return { ...stats, [name]: ms };
  return { ...stats, others: { ...stats.others, [otherName(name)]: ms } };
}

const isStatistic = (name: string): name is Statistic => (statistics as readonly string[]).includes(name);
const otherName = (name: string) => (name === 'p100' ? 'max' : name);

function medianFromP50(stats: LatencyStatistics): LatencyStatistics {
  const { p50, ...others } = stats.others;
  if (p50 === undefined || (stats.median !== null && stats.median !== p50)) return stats;
  return { ...stats, median: p50, others };
}

/** The four latencies, each that is known passed through `change`. */
export function mapLatency(
  latency: BaseMeasurement['latency'],
  change: (stats: LatencyStatistics) => LatencyStatistics | null,
): BaseMeasurement['latency'] {
  const { ttftMs, tpotMs, itlMs, e2elMs } = latency;
  return {
    ttftMs: ttftMs && change(ttftMs),
    tpotMs: tpotMs && change(tpotMs),
    itlMs: itlMs && change(itlMs),
    e2elMs: e2elMs && change(e2elMs),
  };
}
