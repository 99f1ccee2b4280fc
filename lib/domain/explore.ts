import { bestSpeedMetric } from './best-speed-metric';
import { type Catalogue, catalogueOf, valueLabel } from './catalogue';
import { queuedOf } from './curves';
import type { Exploration, Panel, PlottedPoint } from './exploration';
import { facetsOf, filterPoints, knownFilters } from './filtering';
import { buildFrontiers } from './frontiers';
import { defaultLines } from './lines';
import type { Metric } from './metric';
import { findMetric, outputPerGpu } from './metrics';
import { type Placed, hiddenPoints, placePoints } from './placing';
import { type BuiltSeries, buildSeries, paletteOf } from './series';
import type { Point } from './point';
import type { Dimension, View } from './view';

/** The limit in tok/s per user, and the definition of speed it is held against. */
interface Limit {
  metric: Metric;
  minSpeed: number;
}

function isBelow({ point }: Placed, limit: Limit | null): boolean {
  if (!limit) return false;
  const speed = limit.metric.value(point);
  return speed === null || speed < limit.minSpeed;
}

function plotted(built: BuiltSeries, panelKey: string, limit: Limit | null): PlottedPoint[] {
  const repeated = new Set(built.loads.filter(({ repeats }) => repeats.length > 1).flatMap(({ repeats }) => repeats));
  return built.members.map((placed) => ({
    point: placed.point,
    x: placed.x,
    y: placed.y,
    seriesKey: built.series.key,
    groupKey: built.series.groupKey,
    panelKey,
    label: built.labelOf(placed),
    queued: queuedOf(placed),
    invalid: placed.invalid,
    faint: repeated.has(placed),
    belowLimit: isBelow(placed, limit),
  }));
}

/** The points of each panel, in the order of the panels: one for all, or one per value of `multiples`. */
function panelsOf(catalogue: Catalogue, placed: readonly Placed[], multiples: Dimension | null) {
  if (!multiples) return [{ key: 'all', label: '', members: placed }];
  const byValue = new Map<string, Placed[]>();
  for (const entry of placed) {
    const value = catalogue.values[multiples][entry.index] ?? '';
    const members = byValue.get(value);
    if (members) members.push(entry);
    else byValue.set(value, [entry]);
  }
  const rank = (value: string) => catalogue.ranks[multiples].get(value) ?? 0;
  return [...byValue]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, members]) => ({
      key,
      label: members[0] ? valueLabel(catalogue, multiples, members[0].index) : '',
      members,
    }));
}

/** Best first: by y, then x, then id. */
function compareRows({ x, y }: { x: Metric; y: Metric }): (a: PlottedPoint, b: PlottedPoint) => number {
  const ySign = y.better === 'higher' ? 1 : -1;
  const xSign = x.better === 'higher' ? 1 : -1;
  return (a, b) => ySign * (b.y - a.y) || xSign * (b.x - a.x) || (a.point.id < b.point.id ? -1 : 1);
}

/**
 * Everything the Explore page draws, from all points there are and the view: axes, lines, panels with their series,
 * curves and frontiers, filters with counts, what is hidden and why, the answers, and the table's rows.
 *
 * Pure; the order of the points is irrelevant. Groups, colours and shapes follow from all points, so filters do not move
 * them. `rows` and the counts in `hidden` add up to `total`. Unknown keys and values in the view fall back to defaults.
 */
export function explore(points: readonly Point[], view: View): Exploration {
  const catalogue = catalogueOf(points);
  const chosen = knownFilters(catalogue, view.filters);
  const keptOut = filterPoints(catalogue, chosen);
  const passing = points.filter((_, index) => keptOut[index] === null);
  const y = findMetric(view.y) ?? outputPerGpu;
  const x = (view.x === null ? null : findMetric(view.x)) ?? bestSpeedMetric(passing);
  const axes = { x, y, view };
  const outcomes = placePoints(catalogue, axes);
  const placed = outcomes.flatMap((outcome, index) =>
    keptOut[index] === null && 'placed' in outcome ? [outcome.placed] : [],
  );
  placed.sort((a, b) => (a.id < b.id ? -1 : 1));
  const lines =
    view.lines ??
    defaultLines(
      catalogue,
      placed.map(({ index }) => index),
    );
  const palette = paletteOf(catalogue, lines);
  const limit =
    view.minSpeed === null
      ? null
      : { metric: x.kind === 'speed' ? x : bestSpeedMetric(passing), minSpeed: view.minSpeed };
  const panels = panelsOf(catalogue, placed, view.multiples).map(({ key, label, members }): Panel => {
    const built = buildSeries(catalogue, members, { lines, labels: view.labels, palette });
    return {
      key,
      label,
      points: built.flatMap((entry) => plotted(entry, key, limit)),
      series: built.map(({ series }) => series),
      frontiers: buildFrontiers(catalogue, built, { x, y, frontier: view.frontier }),
    };
  });
  const rows = panels.flatMap((panel) => panel.points).sort(compareRows(axes));
  return {
    x,
    y,
    lines: [...lines],
    panels,
    facets: facetsOf(catalogue, chosen, keptOut, (index) => 'placed' in (outcomes[index] ?? {})),
    hidden: hiddenPoints(outcomes, (index) => keptOut[index] === null, axes),
    answers: [],
    rows,
    total: points.length,
  };
}
