import type { Catalogue } from '../catalogue';
import type { MeasuredLoad } from '../curves';
import type { Metric } from '../metric';

/** The limit in tok/s per user, and the definition of speed it is held against. */
export interface Limit {
  metric: Metric;
  minSpeed: number;
}

/** What one answer is about: the loads of one comparability group and origin, the axes, and how to call things. */
export interface Contest {
  /** "For Llama-3.1-70B FP8". */
  subject: string;
  /** Other answers stand beside this one, so each must say what it speaks of. */
  amongOthers: boolean;
  /** Valid loads, never empty. */
  loads: readonly MeasuredLoad[];
  /** Those no other load dominates, in ascending order of x. */
  frontier: readonly MeasuredLoad[];
  x: Metric;
  y: Metric;
  limit: Limit | null;
  names: Names;
}

/** How the setups of a contest are called. */
export interface Names {
  /** In full: "4 × H100 as TP4". */
  full: (load: MeasuredLoad) => string;
  /** As short as it stays clear beside `other`: "TP8", "TP2 on A100". */
  beside: (load: MeasuredLoad, other: MeasuredLoad) => string;
  gpu: (load: MeasuredLoad) => string;
}

export interface NameInput {
  catalogue: Catalogue;
  loads: readonly MeasuredLoad[];
}

/** A sentence in pieces, see `Answer.headline`. */
export type Piece = { text: string; strong: boolean };
export const plain = (text: string): Piece => ({ text, strong: false });
export const strong = (text: string): Piece => ({ text, strong: true });

/** A value with what it is: "560.7 output tok/s/GPU", "median TTFT 4.2 s". */
export function amount(metric: Metric, value: number): string {
  if (metric.unit !== 'ms') return `${metric.format(value)} ${metric.unit}`;
  const label = metric.label.replace(/^(Median|Mean|Standard)/, (word) => word.toLowerCase());
  return `${label} ${metric.format(value)}`;
}

/** A sign by direction: positive where `a` is better than `b`. */
export function advantage(metric: Metric, a: number, b: number): number {
  return metric.better === 'higher' ? a - b : b - a;
}

/** The best load by a metric's axis; ties go to the better other axis, then to the smaller id. */
export function bestBy(
  loads: readonly MeasuredLoad[],
  axis: 'x' | 'y',
  { x, y }: Pick<Contest, 'x' | 'y'>,
): MeasuredLoad | null {
  const [first, second] = axis === 'x' ? ([x, y] as const) : ([y, x] as const);
  const other = axis === 'x' ? 'y' : 'x';
  const better = (a: MeasuredLoad, b: MeasuredLoad) =>
    advantage(first, a[axis], b[axis]) ||
    advantage(second, a[other], b[other]) ||
    (a.representative.id < b.representative.id ? 1 : -1);
  return loads.reduce<MeasuredLoad | null>((best, load) => (best && better(best, load) >= 0 ? best : load), null);
}
