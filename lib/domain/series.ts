import { type Catalogue, valueLabel } from './catalogue';
import { type MeasuredLoad, curvesOf, measuredLoads } from './curves';
import type { Series } from './exploration';
import { lineLabels, pointLabeller } from './labels';
import { curveKeyOf } from './lines';
import type { Placed } from './placing';
import { isDisaggregated } from './topology-label';
import type { Dimension, View } from './view';

/** A series with what the chart does not see: its points, and its loads with the measurements behind them. */
export interface BuiltSeries {
  series: Series;
  members: Placed[];
  loads: MeasuredLoad[];
  labelOf: (placed: Placed) => string;
}

/** Looks that follow from the lines' dimensions: ranks over all points, so that no filter moves them. */
export interface Palette {
  color: (index: number) => number;
  shape: (index: number) => number;
}

/** Colour by the first line dimension's value, shape by the combination of the remaining ones. */
export function paletteOf(catalogue: Catalogue, lines: readonly Dimension[]): Palette {
  const [first, ...rest] = lines;
  const combination = (index: number) =>
    rest.map((dimension) => catalogue.ranks[dimension].get(catalogue.values[dimension][index] ?? '') ?? 0);
  const all = new Map<string, number[]>();
  if (rest.length > 0) {
    catalogue.points.forEach((_, index) => {
      const ranks = combination(index);
      all.set(ranks.join(','), ranks);
    });
  }
  const order = [...all].sort(([, a], [, b]) => compareRanks(a, b));
  const shapes = new Map(order.map(([key], rank) => [key, rank]));
  return {
    color: (index) => (first ? (catalogue.ranks[first].get(catalogue.values[first][index] ?? '') ?? 0) : 0),
    shape: (index) => shapes.get(combination(index).join(',')) ?? 0,
  };
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length; at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Key of the line a point belongs to: group, line values, origin, and whether prefill and decode are apart. */
export function seriesKeyOf(catalogue: Catalogue, lines: readonly Dimension[], { index, point }: Placed): string {
  return JSON.stringify([
    catalogue.groupKeys[index],
    lines.map((dimension) => [dimension, catalogue.values[dimension][index]]),
    point.origin,
    isDisaggregated(point.deployment.topology) ? 'disaggregated' : '',
  ]);
}

/** Parts of a line's name; those all lines share are left out later. Model and GPU are there for a line without others. */
function nameParts(catalogue: Catalogue, lines: readonly Dimension[], { index, point }: Placed): string[] {
  const label = (dimension: Dimension) => valueLabel(catalogue, dimension, index);
  const words = lines.filter((dimension) => dimension !== 'workload' && dimension !== 'origin').map(label);
  const fallback = words.length === 0 ? [label('model')] : [];
  return [...words, ...fallback, label('workload'), point.origin === 'measured' ? '' : point.origin];
}

/**
 * The lines of a panel: points that share a comparability group, an origin and the values of the line dimensions. Sorted
 * by colour, shape, then key, whatever the order of the points.
 */
export function buildSeries(
  catalogue: Catalogue,
  points: readonly Placed[],
  { lines, labels, palette }: { lines: readonly Dimension[]; labels: View['labels']; palette: Palette },
): BuiltSeries[] {
  const byKey = new Map<string, Placed[]>();
  for (const placed of points) {
    const key = seriesKeyOf(catalogue, lines, placed);
    const members = byKey.get(key);
    if (members) members.push(placed);
    else byKey.set(key, [placed]);
  }
  const entries = [...byKey].flatMap(([key, members]) => {
    const [first] = members;
    return first ? [{ key, members, first, parts: nameParts(catalogue, lines, first) }] : [];
  });
  const names = lineLabels(entries);
  const built = entries.map(({ key, members, first }, at): BuiltSeries => {
    const labelOf = pointLabeller(catalogue, members, labels);
    const loads = measuredLoads(members, ({ index }) => curveKeyOf(catalogue, index), labelOf);
    const series: Series = {
      key,
      groupKey: catalogue.groupKeys[first.index] ?? '',
      label: names[at] ?? '',
      color: palette.color(first.index),
      shape: palette.shape(first.index),
      dashed: isDisaggregated(first.point.deployment.topology),
      origin: first.point.origin,
      curves: curvesOf(loads),
      count: members.length,
    };
    return { series, members, loads, labelOf };
  });
  return built.sort(
    ({ series: a }, { series: b }) => a.color - b.color || a.shape - b.shape || (a.key < b.key ? -1 : 1),
  );
}
