import { chartOf, type ExploreChart, measurementIdOf } from '@/components/explore/chart-of';
import type { Exploration } from '@/lib/domain/exploration';
import { explore } from '@/lib/domain/explore';
import type { Point } from '@/lib/domain/point';
import { allOrigins, type View } from '@/lib/domain/view';

export interface JobChart {
  exploration: Exploration;
  chart: ExploreChart;
  /** Points of other jobs and imports that are drawn beside. */
  others: number;
  /** Points of the job that are invalid. */
  invalid: number;
  /** Codes of the flags that make them so. */
  doubts: string[];
  /** Why others of its points are not drawn, as sentences. */
  missing: string[];
}

/** What is doubted so much that nothing runs through it is still what the job has measured: it is drawn, crossed. */
const view: View = { ...allOrigins, frontier: 'off', showInvalid: true };

/**
 * The Explore page's chart with the points of one job; faint beside them those they may be compared with: the same
 * model and workload, and measured or simulated alike. null where none of the points is drawn (yet).
 */
export function jobChartOf(points: readonly Point[], ids: ReadonlySet<string>): JobChart | null {
  // The definition of speed is the job's own choice: what others report must not take its points off the chart.
  const alone = ownExploration(points, ids);
  const x = alone.x.key;
  const all = explore(points, { ...view, x });
  const own = all.rows.filter(({ point }) => ids.has(point.id));
  if (own.length === 0) return null;
  const groups = new Set(own.map(({ groupKey }) => groupKey));
  const origins = new Set(own.map(({ point }) => point.origin));
  const comparable = all.rows.filter(({ groupKey, point }) => groups.has(groupKey) && origins.has(point.origin));
  const exploration = explore(
    comparable.map(({ point }) => point),
    { ...view, x },
  );
  const invalid = own.filter((row) => row.invalid).map(({ point }) => point);
  return {
    exploration,
    chart: withFaintOthers(exploration, chartOf(exploration, view), ids),
    others: comparable.length - own.length,
    invalid: invalid.length,
    doubts: [...new Set(invalid.flatMap(({ flags }) => flags.filter(isInvalidating).map(({ code }) => code)))],
    missing: sentencesOf(alone),
  };
}

const isInvalidating = ({ severity }: Point['flags'][number]) => severity === 'invalid';

/** Why points of a job are not on its chart, as sentences; empty where all are. */
export const whyNotDrawn = (points: readonly Point[], ids: ReadonlySet<string>): string[] =>
  sentencesOf(ownExploration(points, ids));

const sentencesOf = ({ hidden }: Exploration): string[] => hidden.map(({ sentence }) => sentence);

const ownExploration = (points: readonly Point[], ids: ReadonlySet<string>): Exploration =>
  explore(
    points.filter(({ id }) => ids.has(id)),
    view,
  );

function withFaintOthers(exploration: Exploration, chart: ExploreChart, ids: ReadonlySet<string>): ExploreChart {
  const isOwn = (markId: string) => ids.has(measurementIdOf(markId));
  const panels = chart.panels.map((panel, index) => {
    const ownSeries = new Set(panel.marks.filter(({ id }) => isOwn(id)).map(({ series }) => series));
    const ownCurves = new Set(
      (exploration.panels[index]?.series ?? []).flatMap(({ curves }) =>
        curves.filter((curve) => curve.points.some((load) => load.ids.some((id) => ids.has(id)))).map(({ key }) => key),
      ),
    );
    return {
      ...panel,
      series: panel.series.map((series, at) => (ownSeries.has(at) ? series : { ...series, end: null })),
      curves: panel.curves.map((curve) => ({ ...curve, faint: !ownCurves.has(curve.key) })),
      marks: panel.marks
        .map((mark) =>
          isOwn(mark.id) ? mark : { ...mark, label: null, importance: -5, look: { ...mark.look, faint: true } },
        )
        .sort((a, b) => a.importance - b.importance),
    };
  });
  return { ...chart, panels };
}
