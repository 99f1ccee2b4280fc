import { makeAxis } from '@/components/charts/axis';
import type { ChartAxis, ChartCurve, ChartMark, ChartPanelModel, MarkLook, XY } from '@/components/charts/chart-model';
import type { Exploration, LoadPoint, Panel, Series } from '@/lib/domain/exploration';
import type { View } from '@/lib/domain/view';
import { frontierPath } from './frontier-path';

export interface ExploreChart {
  x: ChartAxis;
  y: ChartAxis;
  panels: ChartPanelModel[];
}

/** The mark of a median of repeats: clicking it pins the repeat that comes nearest. */
const medianPrefix = 'median of ';
export const medianMarkId = (load: LoadPoint) => medianPrefix + (load.ids[0] ?? '');
/** The measurement a mark stands for. */
export const measurementIdOf = (markId: string) =>
  markId.startsWith(medianPrefix) ? markId.slice(medianPrefix.length) : markId;

/** What the chart draws of an exploration. All panels share both axes. */
export function chartOf(exploration: Exploration, view: Pick<View, 'xScale' | 'yScale' | 'curves'>): ExploreChart {
  const { x, y, panels, rows } = exploration;
  const many = panels.length > 1;
  return {
    // Medians lie among their repeats, so the rows hold the extremes.
    x: makeAxis(
      x.title,
      view.xScale,
      rows.map((row) => row.x),
      many ? 6 : 10,
    ),
    y: makeAxis(
      y.title,
      view.yScale,
      rows.map((row) => row.y),
      many ? 5 : 7,
    ),
    panels: panels.map((panel) => panelOf(panel, exploration, view)),
  };
}

function panelOf(panel: Panel, { x }: Exploration, { curves }: Pick<View, 'curves'>): ChartPanelModel {
  const factsOf = new Map(
    panel.series.map(({ key, color, shape, dashed, origin }, index) => [
      key,
      { index, color, shape, dashed, unmeasured: origin !== 'measured' },
    ]),
  );
  const marks = marksOf(panel, factsOf);
  const ends = endsOf(marks);
  return {
    key: panel.key,
    label: panel.label,
    marks,
    series: panel.series.map(({ key, label, color, shape, count }, index) => ({
      key,
      label,
      color,
      shape,
      end: ends.get(index) ?? null,
      importance: count,
    })),
    curves: curves ? panel.series.flatMap(curvesOf) : [],
    steps: panel.frontiers.flatMap(({ steps }) =>
      frontierPath(
        steps.map((step) => {
          const { index, color, dashed } = factsOf.get(step.holder.seriesKey) ?? noFacts;
          return { x: step.x, y: step.y, series: index, color, dashed };
        }),
        x.better,
      ),
    ),
  };
}

function curvesOf({ color, dashed, origin, curves }: Series, series: number): ChartCurve[] {
  return curves
    .filter(({ points }) => points.length > 1)
    .map(({ key, points }) => ({
      key,
      series,
      color,
      dashed,
      unmeasured: origin !== 'measured',
      faint: false,
      points,
    }));
}

interface SeriesFacts {
  index: number;
  color: number;
  shape: number;
  dashed: boolean;
  unmeasured: boolean;
}

/** Least important first: what matters is drawn on top. */
function marksOf(panel: Panel, factsOf: ReadonlyMap<string, SeriesFacts>): ChartMark[] {
  const importance = importanceOf(panel);
  const marks: ChartMark[] = [];
  const below = new Set<string>();
  for (const { point, x, y, seriesKey, label, queued, invalid, faint, belowLimit } of panel.points) {
    const facts = factsOf.get(seriesKey) ?? noFacts;
    if (belowLimit) below.add(point.id);
    marks.push({
      id: point.id,
      x,
      y,
      series: facts.index,
      color: facts.color,
      shape: facts.shape,
      look: lookOf(queued !== null, invalid, faint, belowLimit, facts.unmeasured),
      label: faint ? null : label,
      importance: faint ? -4 : (importance.get(point.id) ?? 0) - (invalid ? 3 : 0) - (belowLimit ? 1 : 0),
    });
  }
  for (const { key, curves } of panel.series) {
    const facts = factsOf.get(key) ?? noFacts;
    for (const load of curves.flatMap(({ points }) => points)) {
      if (load.ids.length < 2) continue;
      const id = load.ids[0] ?? '';
      const dimmed = below.has(id);
      marks.push({
        id: medianMarkId(load),
        x: load.x,
        y: load.y,
        series: facts.index,
        color: facts.color,
        shape: facts.shape,
        look: lookOf(load.queued !== null, false, false, dimmed, facts.unmeasured),
        label: load.label,
        importance: (importance.get(id) ?? 0) - (dimmed ? 1 : 0),
      });
    }
  }
  return marks.sort((a, b) => a.importance - b.importance);
}

const noFacts: SeriesFacts = { index: 0, color: 0, shape: 0, dashed: false, unmeasured: false };

const looks = new Map<number, MarkLook>();

/** Marks of one look share it: there are tens of thousands of marks and a handful of looks. */
function lookOf(hollow: boolean, crossed: boolean, faint: boolean, dimmed: boolean, unmeasured: boolean): MarkLook {
  const bits = [hollow, crossed, faint, dimmed, unmeasured].reduce((sum, is, bit) => sum + (is ? 2 ** bit : 0), 0);
  let look = looks.get(bits);
  if (look === undefined) looks.set(bits, (look = { hollow, crossed, faint, dimmed, unmeasured, fresh: false }));
  return look;
}

/** Frontier before ends of curves before the rest. */
function importanceOf(panel: Panel): Map<string, number> {
  const importance = new Map<string, number>();
  const raise = (load: LoadPoint | undefined, by: number) => {
    const id = load?.ids[0];
    if (id !== undefined) importance.set(id, Math.max(importance.get(id) ?? 0, by));
  };
  for (const { curves } of panel.series) {
    for (const { points } of curves) {
      for (const load of points) raise(load, 1);
      if (points.length > 1) {
        raise(points[0], 2);
        raise(points.at(-1), 2);
      }
    }
  }
  for (const { steps } of panel.frontiers) for (const step of steps) raise(step, 4);
  return importance;
}

/** Where each line reaches furthest to the right, which is where it is named. */
function endsOf(marks: readonly ChartMark[]): Map<number, XY> {
  const ends = new Map<number, XY>();
  for (const { series, x, y, look } of marks) {
    if (look.faint || look.crossed) continue;
    const end = ends.get(series);
    if (end === undefined || x > end.x || (x === end.x && y < end.y)) ends.set(series, { x, y });
  }
  return ends;
}
