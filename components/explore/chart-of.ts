import { makeAxis } from '@/components/charts/axis';
import type { ChartAxis, ChartMark, ChartPanelModel, ChartSeries, XY } from '@/components/charts/chart-model';
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
  const indexOf = new Map(panel.series.map((series, index) => [series.key, index]));
  const bySeries = new Map(panel.series.map((series) => [series.key, series]));
  const marks = marksOf(panel, indexOf, bySeries);
  return {
    key: panel.key,
    label: panel.label,
    marks,
    series: panel.series.map((series, index) => chartSeries(series, index, marks)),
    curves: !curves
      ? []
      : panel.series.flatMap(({ color, dashed, origin, curves: own }) =>
          own
            .filter(({ points }) => points.length > 1)
            .map(({ key, points }) => ({ key, color, dashed, unmeasured: origin !== 'measured', points })),
        ),
    steps: panel.frontiers.flatMap(({ steps }) =>
      frontierPath(
        steps.map((step) => {
          const holder = bySeries.get(step.holder.seriesKey);
          return { x: step.x, y: step.y, color: holder?.color ?? 0, dashed: holder?.dashed ?? false };
        }),
        x.better,
      ),
    ),
  };
}

/** Least important first: what matters is drawn on top. */
function marksOf(panel: Panel, indexOf: Map<string, number>, bySeries: Map<string, Series>): ChartMark[] {
  const importance = importanceOf(panel);
  const base = (seriesKey: string) => {
    const series = bySeries.get(seriesKey);
    return { series: indexOf.get(seriesKey) ?? 0, color: series?.color ?? 0, shape: series?.shape ?? 0 };
  };
  const unmeasured = (seriesKey: string) => (bySeries.get(seriesKey)?.origin ?? 'measured') !== 'measured';
  const singles = panel.points.map((plotted): ChartMark => {
    const { point, seriesKey, label, queued, invalid, faint, belowLimit } = plotted;
    return {
      ...base(seriesKey),
      id: point.id,
      x: plotted.x,
      y: plotted.y,
      look: {
        hollow: queued !== null,
        crossed: invalid,
        faint,
        dimmed: belowLimit,
        unmeasured: unmeasured(seriesKey),
      },
      label: faint ? null : label,
      importance: faint ? -4 : (importance.get(point.id) ?? 0) - (invalid ? 3 : 0) - (belowLimit ? 1 : 0),
    };
  });
  const below = new Map(panel.points.map(({ point, belowLimit }) => [point.id, belowLimit]));
  const medians = panel.series.flatMap(({ key, curves }) =>
    curves.flatMap(({ points }) =>
      points
        .filter(({ ids }) => ids.length > 1)
        .map((load): ChartMark => {
          const dimmed = below.get(load.ids[0] ?? '') ?? false;
          const look = {
            hollow: load.queued !== null,
            crossed: false,
            faint: false,
            dimmed,
            unmeasured: unmeasured(key),
          };
          const rank = (importance.get(load.ids[0] ?? '') ?? 0) - (dimmed ? 1 : 0);
          return {
            ...base(key),
            id: medianMarkId(load),
            x: load.x,
            y: load.y,
            look,
            label: load.label,
            importance: rank,
          };
        }),
    ),
  );
  return [...singles, ...medians].sort((a, b) => a.importance - b.importance);
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

/** A line is named where it reaches furthest to the right. */
function chartSeries(series: Series, index: number, marks: readonly ChartMark[]): ChartSeries {
  let end: XY | null = null;
  for (const mark of marks) {
    if (mark.series !== index || mark.look.faint || mark.look.crossed) continue;
    if (end === null || mark.x > end.x || (mark.x === end.x && mark.y < end.y)) end = { x: mark.x, y: mark.y };
  }
  const { key, label, color, shape, count } = series;
  return { key, label, color, shape, end, importance: count };
}
