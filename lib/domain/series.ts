import { type Catalogue, labelAt, valueAt } from './catalogue';
import { type MeasuredLoad, curvesOf, measuredLoads } from './curves';
import type { Series } from './exploration';
import { type LineName, lineLabels, pointLabeller } from './labels';
import type { LineRule } from './lines';
import { origin } from './measurement';
import { combined } from './numbering';
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

/**
 * Colour and shape: each the rank of the combination of its dimensions' values among all points, combinations that
 * something was measured of first, for those show without being asked for.
 */
export function paletteOf(catalogue: Catalogue, rule: LineRule): Palette {
  return {
    color: rankOfCombination(catalogue, rule, rule.color),
    shape: rankOfCombination(catalogue, rule, rule.shape),
  };
}

function rankOfCombination(
  { points, scales }: Catalogue,
  { rankAt }: LineRule,
  dimensions: readonly Dimension[],
): (index: number) => number {
  const { numbers, count } = combined(
    points.length,
    dimensions.map((dimension) => ({
      size: scales[dimension].values.length + 1,
      at: (index: number) => rankAt(dimension, index) + 1,
    })),
  );
  const examples = new Array<number>(count);
  const isMeasured = new Array<boolean>(count).fill(false);
  numbers.forEach((number, index) => {
    examples[number] = index;
    isMeasured[number] ||= points[index]!.origin === 'measured';
  });
  const order = examples
    .map((index, number) => ({
      number,
      ranks: [isMeasured[number] ? 0 : 1, ...dimensions.map((dimension) => rankAt(dimension, index))],
    }))
    .sort((a, b) => compareRanks(a.ranks, b.ranks));
  const places = new Array<number>(count);
  order.forEach(({ number }, place) => (places[number] = place));
  return (index) => places[numbers[index]!]!;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, position) => rank !== b[position]);
  return at === -1 ? 0 : a[at]! - b[at]!;
}

/** Points by line: group, line values, origin, and whether prefill and decode are apart. */
function membersByLine(catalogue: Catalogue, rule: LineRule, points: readonly Placed[]): Placed[][] {
  const indexAt = (place: number) => points[place]!.index;
  const { numbers, count } = combined(points.length, [
    { size: catalogue.groupKeys.length, at: (place) => catalogue.groups[indexAt(place)]! },
    ...rule.dimensions.map((dimension) => ({
      size: catalogue.scales[dimension].values.length + 1,
      at: (place: number) => rule.rankAt(dimension, indexAt(place)) + 1,
    })),
    { size: origin.options.length, at: (place) => origin.options.indexOf(points[place]!.point.origin) },
    { size: 2, at: (place) => Number(isDisaggregated(points[place]!.point.deployment.topology)) },
  ]);
  const members = Array.from({ length: count }, (): Placed[] => []);
  numbers.forEach((number, place) => members[number]!.push(points[place]!));
  return members;
}

/** Stable key of a point's line. */
function seriesKeyOf(catalogue: Catalogue, { dimensions, rankAt }: LineRule, { index, point }: Placed): string {
  const told = dimensions.filter((dimension) => rankAt(dimension, index) !== -1);
  return JSON.stringify([
    catalogue.groupKeys[catalogue.groups[index]!],
    told.map((dimension) => [dimension, valueAt(catalogue, dimension, index)]),
    point.origin,
    isDisaggregated(point.deployment.topology) ? 'disaggregated' : '',
  ]);
}

/** A line's name; what all lines share is left out later. A line without dimensions goes by its model. */
function nameOf(catalogue: Catalogue, { dimensions, rankAt }: LineRule, members: readonly Placed[]): LineName {
  const { index, point } = members[0]!;
  const label = (dimension: Dimension) => labelAt(catalogue, dimension, index);
  const told = (wanted: (dimension: Dimension) => boolean) =>
    dimensions.filter(wanted).map((dimension) => (rankAt(dimension, index) === -1 ? '' : label(dimension)));
  const sizes = told(isParallelSize);
  const topology = catalogue.topologies[index]!;
  const isOne = members.every((member) => catalogue.topologies[member.index] === topology);
  return {
    served: [
      ...told((dimension) => !isParallelSize(dimension) && !saidLast.includes(dimension)),
      dimensions.includes('model') ? '' : label('model'),
      isDisaggregated(point.deployment.topology) ? 'prefill and decode apart' : '',
      label('workload'),
      point.origin === 'measured' ? '' : point.origin,
    ],
    // TP alone may tell lines apart whose PP differs too.
    spread: [
      isOne && sizes.some((size) => size !== '') ? topology : sizes.filter((size) => size !== '').join('×'),
      ...told((dimension) => dimension === 'gpus'),
    ],
  };
}

const saidLast: readonly Dimension[] = ['gpus', 'workload', 'origin'];
const isParallelSize = (dimension: Dimension) => dimension === 'tp' || dimension === 'pp' || dimension === 'dp';

/**
 * The lines of a panel: points that share a comparability group, an origin and the values of the line dimensions. Sorted
 * by colour, shape, then key, whatever the order of the points.
 */
export function buildSeries(
  catalogue: Catalogue,
  points: readonly Placed[],
  { rule, labels, palette }: { rule: LineRule; labels: View['labels']; palette: Palette },
): BuiltSeries[] {
  const lists = membersByLine(catalogue, rule, points);
  const names = lineLabels(lists.map((members) => nameOf(catalogue, rule, members)));
  const built = lists.map((members, at): BuiltSeries => {
    const first = members[0]!;
    const labelOf = pointLabeller(catalogue, members, labels);
    const loads = measuredLoads(catalogue, members);
    const series: Series = {
      key: seriesKeyOf(catalogue, rule, first),
      groupKey: catalogue.groupKeys[catalogue.groups[first.index]!]!,
      ...names[at]!,
      color: palette.color(first.index),
      shape: palette.shape(first.index),
      dashed: isDisaggregated(first.point.deployment.topology),
      origin: first.point.origin,
      curves: curvesOf(loads, labelOf, catalogue),
      count: members.length,
    };
    return { series, members, loads, labelOf };
  });
  return built.sort(
    ({ series: a }, { series: b }) => a.color - b.color || a.shape - b.shape || (a.key < b.key ? -1 : 1),
  );
}
