import { type ComparableWorkload, comparableWorkloads, groupKeyOf, unknownValue } from './comparability';
import { dimensionValue, labelCandidates, standaloneLabel } from './dimensions';
import { shortestLabels } from './shortest-labels';
import { topologyLabel } from './topology-label';
import type { Point } from './point';
import { type Dimension, dimensions } from './view';

/**
 * What is known of all points before any filter: their groups, the values, labels and ranks of their dimensions. Colours,
 * shapes and groups come from here, which is why no filter can move them. Lists run in the order of the points.
 */
export interface Catalogue {
  points: readonly Point[];
  workloads: readonly ComparableWorkload[];
  groupKeys: readonly string[];
  values: Record<Dimension, readonly string[]>;
  labels: Record<Dimension, ReadonlyMap<string, string>>;
  /** Place of a value among all values of its dimension, in the order a reader expects; unknown is last. */
  ranks: Record<Dimension, ReadonlyMap<string, number>>;
  /** "TP4", "8 GPUs" where only the count is known, "topology unknown". */
  topologies: readonly string[];
}

const collator = new Intl.Collator('en', { numeric: true });

function ranked(labels: ReadonlyMap<string, string>): Map<string, number> {
  const order = [...labels].sort(([a, labelA], [b, labelB]) => {
    if (a === unknownValue || b === unknownValue) return Number(a === unknownValue) - Number(b === unknownValue);
    return collator.compare(labelA, labelB) || (a < b ? -1 : 1);
  });
  return new Map(order.map(([value], rank) => [value, rank]));
}

function topologyOf(point: Point): string {
  if (point.deployment.topology) return topologyLabel(point.deployment.topology);
  const { gpus } = point.derived;
  return gpus === null ? 'topology unknown' : standaloneLabel('gpus', String(gpus), String(gpus));
}

function buildCatalogue(points: readonly Point[]): Catalogue {
  const workloads = comparableWorkloads(points);
  const entries = dimensions.map((dimension) => {
    const candidates = new Map<string, string[]>();
    const values = points.map((point, index) => {
      const workload = workloads[index] ?? { key: unknownValue, labels: [] };
      const value = dimensionValue(point, dimension, workload);
      if (!candidates.has(value)) candidates.set(value, labelCandidates(value, dimension, point, workload));
      return value;
    });
    const labels = shortestLabels(candidates);
    return { dimension, values, labels, ranks: ranked(labels) };
  });
  const pick = <K extends 'values' | 'labels' | 'ranks'>(part: K) =>
    Object.fromEntries(entries.map((entry) => [entry.dimension, entry[part]])) as Record<
      Dimension,
      (typeof entries)[number][K]
    >;
  return {
    points,
    workloads,
    groupKeys: points.map((point, index) =>
      groupKeyOf(point.deployment.model, workloads[index] ?? { key: unknownValue, labels: [] }),
    ),
    values: pick('values'),
    labels: pick('labels'),
    ranks: pick('ranks'),
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

/** Label of a point's value of a dimension, standing alone: "TP4". */
export function valueLabel(catalogue: Catalogue, dimension: Dimension, index: number): string {
  const value = catalogue.values[dimension][index] ?? unknownValue;
  return standaloneLabel(dimension, value, catalogue.labels[dimension].get(value) ?? value);
}
