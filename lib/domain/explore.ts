import { answersOf } from './answers/answers';
import type { Limit } from './answers/contest';
import { bestSpeedMetric } from './best-speed-metric';
import { type Catalogue, catalogueOf, labelAt, valueAt } from './catalogue';
import type { Exploration, Panel, PlottedPoint } from './exploration';
import { facetsOf, filterPoints, knownFilters, standsBack } from './filtering';
import { buildFrontiers } from './frontiers';
import { lineRuleOf } from './lines';
import type { Metric } from './metric';
import { findMetric, outputPerGpu } from './metrics';
import { type Outcome, type Placed, hiddenPoints, placePoints } from './placing';
import { type BuiltSeries, buildSeries, paletteOf } from './series';
import type { Point } from './point';
import type { Dimension, View } from './view';

function isBelow({ point }: Placed, limit: Limit | null): boolean {
  if (!limit) return false;
  const speed = limit.metric.value(point);
  return speed === null || speed < limit.minSpeed;
}

function plotted(catalogue: Catalogue, built: BuiltSeries, panelKey: string, limit: Limit | null): PlottedPoint[] {
  const repeated = new Set(built.loads.filter(({ repeats }) => repeats.length > 1).flatMap(({ repeats }) => repeats));
  return built.members.map((placed) => ({
    point: placed.point,
    x: placed.x,
    y: placed.y,
    seriesKey: built.series.key,
    groupKey: built.series.groupKey,
    panelKey,
    label: built.labelOf(placed),
    queued: catalogue.queued[placed.index]!,
    invalid: placed.invalid,
    faint: repeated.has(placed),
    belowLimit: isBelow(placed, limit),
  }));
}

/** The points of each panel, in the order of the panels: one for all, or one per value of `multiples`. */
function panelsOf(catalogue: Catalogue, placed: readonly Placed[], multiples: Dimension | null) {
  if (!multiples || placed.length === 0) return [{ key: 'all', label: '', members: placed }];
  const { ranks } = catalogue.scales[multiples];
  const byRank = new Map<number, Placed[]>();
  for (const entry of placed) {
    const members = byRank.get(ranks[entry.index]!);
    if (members) members.push(entry);
    else byRank.set(ranks[entry.index]!, [entry]);
  }
  return [...byRank]
    .sort(([a], [b]) => a - b)
    .map(([, members]) => {
      const { index } = members[0]!;
      return { key: valueAt(catalogue, multiples, index), label: labelAt(catalogue, multiples, index), members };
    });
}

/** Best first: by y, then x, then id. */
function compareRows({ x, y }: { x: Metric; y: Metric }): (a: PlottedPoint, b: PlottedPoint) => number {
  const ySign = y.better === 'higher' ? 1 : -1;
  const xSign = x.better === 'higher' ? 1 : -1;
  return (a, b) => ySign * (b.y - a.y) || xSign * (b.x - a.x) || (a.point.id < b.point.id ? -1 : 1);
}

/** Axes and limit of a view; keys nobody knows fall back to the defaults. */
function axesOf(view: View, points: readonly Point[]): { x: Metric; y: Metric; limit: Limit | null } {
  const y = findMetric(view.y) ?? outputPerGpu;
  // What was only simulated or predicted has every number, and must not take measured points off the chart.
  const measured = points.filter(({ origin }) => origin === 'measured');
  const best = bestSpeedMetric(measured.length > 0 ? measured : points);
  const x = (view.x === null ? null : findMetric(view.x)) ?? best;
  const { minSpeed } = view;
  if (minSpeed === null) return { x, y, limit: null };
  return { x, y, limit: { metric: x.kind === 'speed' ? x : best, minSpeed } };
}

/** Places of the points that pass the filters, by id, so that nothing hangs on the order they came in. */
function placedPoints({ byId }: Catalogue, outcomes: readonly Outcome[], passes: (index: number) => boolean): Placed[] {
  const placed: Placed[] = [];
  for (const index of byId) {
    const place = outcomes[index]!.placed;
    if (place && passes(index)) placed.push(place);
  }
  return placed;
}

/**
 * Everything the Explore page draws, from all points there are and the view: axes, lines, panels with their series,
 * curves and frontiers, filters with counts, what is hidden and why, the answers, and the table's rows.
 *
 * A view that chooses no origin shows what was measured, and what was simulated or predicted where nothing measured is.
 *
 * Pure; the order of the points is irrelevant. Groups, colours and shapes follow from all points, so filters do not move
 * them. `rows` and the counts in `hidden` add up to `total`. Unknown keys and values in the view fall back to defaults.
 */
export function explore(points: readonly Point[], view: View): Exploration {
  const catalogue = catalogueOf(points);
  const chosen = knownFilters(catalogue, view.filters);
  const keptOut = filterPoints(catalogue, chosen);
  const passes = (index: number) => keptOut[index] === null;
  const { x, y, limit } = axesOf(
    view,
    points.filter((_, index) => passes(index)),
  );
  const outcomes = placePoints(catalogue, { x, y, view });
  const candidates = placedPoints(catalogue, outcomes, passes);
  const back = standsBack(
    catalogue,
    chosen,
    candidates.map(({ index }) => index),
  );
  const placed = candidates.filter(({ index }) => !back(index));
  const keptOutFor = (index: number) => (!passes(index) ? 'filtered' : back(index) ? 'unmeasured' : null);
  const rule = lineRuleOf(catalogue, view.lines);
  const style = { rule, labels: view.labels, palette: paletteOf(catalogue, rule) };
  const parts = panelsOf(catalogue, placed, view.multiples).map((part) => ({
    ...part,
    built: buildSeries(catalogue, part.members, style),
  }));
  const panels = parts.map(({ key, label, built }): Panel => ({
    key,
    label,
    points: built.flatMap((entry) => plotted(catalogue, entry, key, limit)),
    series: built.map(({ series }) => series),
    frontiers: buildFrontiers(catalogue, built, { x, y, frontier: view.frontier }),
  }));
  const [only] = parts;
  const whole = view.multiples === null && only ? only.built : buildSeries(catalogue, placed, style);
  const invalid = points.flatMap((point, index) =>
    keptOutFor(index) === null && outcomes[index]?.reason === 'invalid' ? [{ point, index }] : [],
  );
  return {
    x,
    y,
    lines: [...rule.dimensions],
    panels,
    facets: facetsOf(catalogue, chosen, keptOut, (index) => outcomes[index]?.placed != null),
    hidden: hiddenPoints(outcomes, keptOutFor, { x, y }),
    answers: answersOf({ catalogue, built: whole, invalid, x, y, limit }),
    rows: panels.flatMap((panel) => panel.points).sort(compareRows({ x, y })),
    total: points.length,
  };
}
