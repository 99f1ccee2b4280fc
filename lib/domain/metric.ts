import type { Point } from './point';

/** What a metric is computed from: base quantities and what `derive` makes of them. */
export type MetricInput = Pick<
  Point,
  'counts' | 'deployment' | 'derived' | 'durationS' | 'latency' | 'load' | 'power' | 'throughput'
>;

export interface Metric {
  /** Stable name in URLs, CSV heads and the API. */
  key: string;
  /** What it is, short: "Output tok/s per GPU". */
  label: string;
  /** The label with its definition, as an axis says it: "Output tok/s per user = 1000 / median TPOT". */
  title: string;
  unit: string;
  better: 'higher' | 'lower';
  /** In words and symbols, over base quantities. */
  formula: string;
  /** Whose definition it is. */
  source: string;
  /** Which flags spoil it, see `Flag.affects`. */
  affectedBy: ('per-gpu' | 'user-speed')[];
  kind: 'throughput' | 'speed' | 'latency' | 'load' | 'other';
  /** null where its inputs are absent. */
  value: (point: MetricInput) => number | null;
  /** The number as text. A duration brings its unit along ("4.2 s"); everything else leaves it to `unit`. */
  format: (value: number) => string;
}
