import type { Point } from './point';
import type { Catalogue, Spoiled } from './catalogue';
import type { Metric } from './metric';
import type { HiddenPoints } from './exploration';
import type { View } from './view';
import { formatCount } from '@/lib/units/format';

/** A point with a place on the chart. `index` is its place among all points. */
export interface Placed {
  index: number;
  id: string;
  point: Point;
  x: number;
  y: number;
  invalid: boolean;
}

/** Whether a doubt takes a point off curves and frontiers on these axes: a per-GPU doubt needs an axis per GPU. */
function isInvalidFor(spoiled: Spoiled, x: Metric, y: Metric): boolean {
  const isSpoiled = (axis: 'per-gpu' | 'user-speed') => spoiled[axis];
  return spoiled.all || x.affectedBy.some(isSpoiled) || y.affectedBy.some(isSpoiled);
}

/** A point's place, or why it has none. */
export type Outcome = { placed: Placed; reason: null } | { placed: null; reason: Reason };
export type Reason =
  | 'filtered'
  | 'unmeasured'
  | 'offline'
  | 'no-latency'
  | 'chunked'
  | 'no-x'
  | 'no-gpus'
  | 'no-y'
  | 'log-scale'
  | 'invalid';

function hasNoLatency({ latency }: Point): boolean {
  return Object.values(latency).every((statistics) => statistics === null);
}

function whyNoX(point: Point, x: Metric): Reason {
  if (x.key === 'userMedianItl' && point.flags.some((flag) => flag.code === 'chunked-stream')) return 'chunked';
  const needsLatency = x.kind === 'speed' || x.kind === 'latency';
  if (needsLatency && hasNoLatency(point)) return 'no-latency';
  return lacksGpus(point, x) ? 'no-gpus' : 'no-x';
}

function lacksGpus({ derived }: Point, metric: Metric): boolean {
  return metric.affectedBy.includes('per-gpu') && derived.gpus === null;
}

export interface Axes {
  x: Metric;
  y: Metric;
  view: Pick<View, 'xScale' | 'yScale' | 'showInvalid'>;
}

function place({ points, spoiled }: Catalogue, index: number, { x, y, view }: Axes): Outcome {
  const point = points[index]!;
  const off = (reason: Reason): Outcome => ({ placed: null, reason });
  // It has no users, so on no axis of a user's speed or wait would it stand beside requests to a server.
  if (point.flags.some(({ code }) => code === 'offline')) return off('offline');
  const invalid = isInvalidFor(spoiled[index]!, x, y);
  if (invalid && !view.showInvalid) return off('invalid');
  const xValue = x.value(point);
  if (xValue === null || !Number.isFinite(xValue)) return off(whyNoX(point, x));
  const yValue = y.value(point);
  if (yValue === null || !Number.isFinite(yValue)) return off(lacksGpus(point, y) ? 'no-gpus' : 'no-y');
  if ((view.xScale === 'log' && xValue <= 0) || (view.yScale === 'log' && yValue <= 0)) return off('log-scale');
  return { placed: { index, id: point.id, point, x: xValue, y: yValue, invalid }, reason: null };
}

/** A place or a reason for every point, filters not considered. */
export function placePoints(catalogue: Catalogue, axes: Axes): Outcome[] {
  return catalogue.points.map((_, index) => place(catalogue, index, axes));
}

/** Points that are off the chart, by reason, each with a sentence; `total` is all points, so nothing goes missing. */
export function hiddenPoints(
  outcomes: readonly Outcome[],
  keptOut: (index: number) => Reason | null,
  axes: Pick<Axes, 'x' | 'y'>,
): HiddenPoints[] {
  const counts = new Map<Reason, number>();
  outcomes.forEach((outcome, index) => {
    const reason = keptOut(index) ?? outcome.reason;
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  });
  return reasonOrder.flatMap((reason) => {
    const count = counts.get(reason) ?? 0;
    return count === 0 ? [] : [{ reason, count, sentence: sentenceOf(reason, count, axes) }];
  });
}

const reasonOrder: Reason[] = [
  'invalid',
  'offline',
  'no-latency',
  'chunked',
  'no-x',
  'no-gpus',
  'no-y',
  'log-scale',
  'unmeasured',
  'filtered',
];

function sentenceOf(reason: Reason, count: number, { x, y }: Pick<Axes, 'x' | 'y'>): string {
  const one = count === 1;
  const who = `${formatCount(count)} ${one ? 'point' : 'points'}`;
  switch (reason) {
    case 'invalid':
      return `${who} ${one ? 'is' : 'are'} invalid.`;
    case 'unmeasured':
      return `${who} ${one ? 'is' : 'are'} simulated or predicted, beside measured ones.`;
    case 'offline':
      return `${who} ${one ? 'is an offline run' : 'are offline runs'} without users: in the list, not on the chart.`;
    case 'no-latency':
      return `${who} ${one ? 'has' : 'have'} no latency.`;
    case 'chunked':
      return `${who} ${one ? 'streams' : 'stream'} several tokens per chunk, so 1000 / ITL is no user's speed.`;
    case 'no-x':
      return `${who} ${one ? 'does' : 'do'} not report what ${x.title} needs.`;
    case 'no-gpus':
      return `${who} ${one ? 'has' : 'have'} no GPU count.`;
    case 'no-y':
      return `${who} ${one ? 'does' : 'do'} not report what ${y.title} needs.`;
    case 'log-scale':
      return `${who} ${one ? 'has' : 'have'} a value of 0, which a log scale cannot show.`;
    case 'filtered':
      return `${who} ${one ? 'is' : 'are'} filtered out.`;
  }
}
