import { completed, type RequestOutcome, tpotOf } from '../measuring/request-outcome';
import { describe, type Distribution } from '../measuring/statistics';
import type { LatencyName } from '../options';

/** A latency as it is printed and saved, milliseconds. */
export interface LatencyReport {
  name: LatencyName;
  /** As in "Mean TTFT (ms):". */
  title: string;
  heading: string;
  distribution: Distribution;
}

interface LatencyKind {
  name: LatencyName;
  title: string;
  heading: string;
  /** Seconds. */
  values: (outcomes: readonly RequestOutcome[]) => number[];
}

/** In the order in which they are printed and saved. */
const kinds: readonly LatencyKind[] = [
  {
    name: 'ttft',
    title: 'TTFT',
    heading: 'Time to First Token',
    values: (outcomes) => outcomes.map(({ ttftS }) => ttftS),
  },
  {
    name: 'tpot',
    title: 'TPOT',
    heading: 'Time per Output Token (excl. 1st token)',
    values: (outcomes) => outcomes.flatMap((outcome) => tpotOf(outcome) ?? []),
  },
  {
    name: 'itl',
    title: 'ITL',
    heading: 'Inter-token Latency',
    values: (outcomes) => outcomes.flatMap(({ itlS }) => itlS),
  },
  {
    name: 'e2el',
    title: 'E2EL',
    heading: 'End-to-end Latency',
    values: (outcomes) => outcomes.map(({ latencyS }) => latencyS),
  },
  {
    name: 'client_queue_time',
    title: 'Client Queue Time',
    heading: 'Client-side Queueing',
    values: (outcomes) => outcomes.map(({ queueS }) => queueS),
  },
  {
    name: 'e2el_including_client_queue',
    title: 'E2EL incl. Client Queue',
    heading: 'Queue-inclusive End-to-end Latency',
    values: (outcomes) => outcomes.map(({ latencyS, queueS }) => latencyS + queueS),
  },
];

export interface LatencySelection {
  names: readonly LatencyName[];
  percents: readonly number[];
  /** Queueing is reported under a cap only, and the sum with it only where requests arrive by a rate. */
  maxConcurrency: number | null;
  requestRate: number;
}

/** The statistics of the latencies asked for, over completed requests; zeros where there are none, as in vLLM. */
export function reportLatencies(outcomes: readonly RequestOutcome[], selection: LatencySelection): LatencyReport[] {
  const whole = completed(outcomes);
  return kinds
    .filter(({ name }) => selection.names.includes(name) && isMeasured(name, selection))
    .map(({ name, title, heading, values }) => {
      const milliseconds = Float64Array.from(values(whole), (seconds) => seconds * 1000);
      return { name, title, heading, distribution: describe(milliseconds, selection.percents) };
    });
}

function isMeasured(name: LatencyName, { maxConcurrency, requestRate }: LatencySelection): boolean {
  if (name === 'client_queue_time') return maxConcurrency !== null;
  if (name === 'e2el_including_client_queue') return maxConcurrency !== null && requestRate !== Infinity;
  return true;
}

/** A percentile in the name of a key, as Python writes it: 99, 99.9. */
export const percentName = (percent: number) => String(percent);
