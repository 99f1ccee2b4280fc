import { type ComparableWorkload, comparableWorkloads, groupKeyOf, unknownValue } from './comparability';
import { dimensionValue, labelCandidates, standaloneLabel } from './dimensions';
import { isLoadKnown, loadKey, loadLabel } from './load';
import type { LoadPoint } from './exploration';
import { Numbering } from './numbering';
import { shortestLabels } from './shortest-labels';
import { topologyLabel } from './topology-label';
import type { Point } from './point';
import { type Dimension, dimensions } from './view';

/** The values of one dimension, in the order a reader expects; unknown is last. A value's place there is its rank. */
export interface Scale {
  values: readonly string[];
  labels: readonly string[];
  rankOf: ReadonlyMap<string, number>;
  /** Rank of each point. */
  ranks: readonly number[];
}

/**
 * What is known of all points before any filter: their groups, curves and loads, and the values, labels and ranks of their
 * dimensions. Colours, shapes and groups come from here, which is why no filter can move them. Lists run in the order of
 * the points, and equal things have equal numbers.
 */
export interface Catalogue {
  points: readonly Point[];
  scales: Record<Dimension, Scale>;
  groups: readonly number[];
  groupKeys: readonly string[];
  /** Deployment × workload × origin; numbers follow the order of the keys. */
  curves: readonly number[];
  curveKeys: readonly string[];
  /** A load nobody states is a load of its own. */
  loads: readonly number[];
  loadLabels: readonly string[];
  /** Places of the points in the order of their ids: what is built in it does not depend on the order they came in. */
  byId: readonly number[];
  /** Which axes of each point an `invalid` flag spoils. */
  spoiled: readonly Spoiled[];
  queued: readonly LoadPoint['queued'][];
  /** "TP4", "8 GPUs" where only the count is known, "topology unknown". */
  topologies: readonly string[];
}

/** Axes that are not to be trusted: every one, those per GPU, those of a user's speed. */
export interface Spoiled {
  all: boolean;
  'per-gpu': boolean;
  'user-speed': boolean;
}

const unspoiled: Spoiled = { all: false, 'per-gpu': false, 'user-speed': false };

function spoiledBy({ flags }: Point): Spoiled {
  const invalid = flags.filter(({ severity }) => severity === 'invalid');
  if (invalid.length === 0) return unspoiled;
  const spoils = (axis: keyof Spoiled) => invalid.some(({ affects }) => affects === axis);
  return { all: spoils('all'), 'per-gpu': spoils('per-gpu'), 'user-speed': spoils('user-speed') };
}

/** What makes a point hollow, from its `queued` flag; null where most of its load was in service, or nobody knows. */
function queuedOf({ flags }: Point): LoadPoint['queued'] {
  const numbers = flags.find((flag) => flag.code === 'queued')?.numbers;
  if (numbers?.inService == null || numbers.load == null) return null;
  return { inService: numbers.inService, load: numbers.load, medianTtftMs: numbers.medianTtftMs ?? null };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Numbers for texts, in the order of the texts. */
function orderedNumbers(texts: readonly string[]): { numbers: number[]; keys: string[] } {
  const keys = [...new Set(texts)].sort();
  const numbers = new Map(keys.map((key, number) => [key, number]));
  return { numbers: texts.map((text) => numbers.get(text)!), keys };
}

const collator = new Intl.Collator('en', { numeric: true });

function buildScale(points: readonly Point[], workloads: readonly ComparableWorkload[], dimension: Dimension): Scale {
  const candidates = new Map<string, string[]>();
  const pointValues = points.map((point, index) => {
    const workload = workloads[index]!;
    const value = dimensionValue(point, dimension, workload);
    if (!candidates.has(value)) candidates.set(value, labelCandidates(value, dimension, workload));
    return value;
  });
  const order = [...shortestLabels(candidates)].sort(([a, labelA], [b, labelB]) => {
    if (a === unknownValue || b === unknownValue) return Number(a === unknownValue) - Number(b === unknownValue);
    return collator.compare(labelA, labelB) || (a < b ? -1 : 1);
  });
  const rankOf = new Map(order.map(([value], rank) => [value, rank]));
  return {
    values: order.map(([value]) => value),
    labels: order.map(([, label]) => label),
    rankOf,
    ranks: pointValues.map((value) => rankOf.get(value)!),
  };
}

function topologyOf(point: Point): string {
  if (point.deployment.topology) return topologyLabel(point.deployment.topology);
  const { gpus } = point.derived;
  return gpus === null ? 'topology unknown' : standaloneLabel('gpus', String(gpus), String(gpus));
}

function buildCatalogue(points: readonly Point[]): Catalogue {
  const workloads = comparableWorkloads(points);
  const groups = new Numbering<string>();
  const curves = orderedNumbers(points.map((point) => `${point.deploymentKey}|${point.workloadKey}|${point.origin}`));
  const loads = new Numbering<string>();
  const loadLabels: string[] = [];
  return {
    points,
    scales: Object.fromEntries(
      dimensions.map((dimension) => [dimension, buildScale(points, workloads, dimension)]),
    ) as Record<Dimension, Scale>,
    groups: points.map((point, index) => groups.numberOf(groupKeyOf(point.deployment.model, workloads[index]!))),
    groupKeys: groups.keys,
    curves: curves.numbers,
    curveKeys: curves.keys,
    loads: points.map(({ load, id }) => {
      const number = loads.numberOf(isLoadKnown(load) ? loadKey(load) : `alone:${id}`);
      loadLabels[number] ??= loadLabel(load);
      return number;
    }),
    loadLabels,
    byId: points.map((_, index) => index).sort((a, b) => compareText(points[a]!.id, points[b]!.id)),
    spoiled: points.map(spoiledBy),
    queued: points.map(queuedOf),
    topologies: points.map(topologyOf),
  };
}

const known = new WeakMap<readonly Point[], Catalogue>();

/** The catalogue of these points; remembered per array, because every change of the view asks for it again. */
export function catalogueOf(points: readonly Point[]): Catalogue {
  const found = known.get(points) ?? buildCatalogue(points);
  known.set(points, found);
  return found;
}

/** A point's value of a dimension. */
export function valueAt({ scales }: Catalogue, dimension: Dimension, index: number): string {
  const { values, ranks } = scales[dimension];
  return values[ranks[index]!]!;
}

/** Label of a point's value of a dimension, standing alone: "TP4". */
export function labelAt({ scales }: Catalogue, dimension: Dimension, index: number): string {
  const { values, labels, ranks } = scales[dimension];
  const rank = ranks[index]!;
  return standaloneLabel(dimension, values[rank]!, labels[rank]!);
}
