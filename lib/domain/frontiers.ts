import type { Catalogue } from './catalogue';
import { type MeasuredLoad, loadPointOf } from './curves';
import type { Frontier } from './exploration';
import { paretoFrontier } from './frontier';
import type { Metric } from './metric';
import type { BuiltSeries } from './series';
import type { View } from './view';

/** A load with the line it belongs to. */
export interface HeldLoad {
  load: MeasuredLoad;
  holder: BuiltSeries;
}

/** The loads of these lines that no other load of them dominates, in the order of x. */
export function bestLoads(built: readonly BuiltSeries[], x: Metric, y: Metric): HeldLoad[] {
  const held = built.flatMap((holder) => holder.loads.map((load) => ({ load, holder })));
  return paretoFrontier(held, {
    x: ({ load }) => load.x,
    y: ({ load }) => load.y,
    xBetter: x.better,
    yBetter: y.better,
    id: ({ load }) => load.representative.id,
  });
}

/** Lines that may be compared with each other: one comparability group, one origin. */
function comparableSeries(built: readonly BuiltSeries[]): BuiltSeries[][] {
  const groups = new Map<string, BuiltSeries[]>();
  for (const entry of built) {
    const key = `${entry.series.groupKey}\n${entry.series.origin}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()];
}

/** The frontiers of a panel: one per line, one per comparability group and origin, or none. Empty ones are left out. */
export function buildFrontiers(
  catalogue: Catalogue,
  built: readonly BuiltSeries[],
  { x, y, frontier }: { x: Metric; y: Metric; frontier: View['frontier'] },
): Frontier[] {
  if (frontier === 'off') return [];
  const sets = frontier === 'line' ? built.map((entry) => [entry]) : comparableSeries(built);
  return sets.flatMap((set): Frontier[] => {
    const [first] = set;
    const steps = bestLoads(set, x, y).map(({ load, holder }) => ({
      ...loadPointOf(load, holder.labelOf, catalogue),
      holder: { seriesKey: holder.series.key, topology: catalogue.topologies[load.representative.index]! },
    }));
    if (!first || steps.length === 0) return [];
    const { key, groupKey, origin } = first.series;
    return [
      frontier === 'line'
        ? { key, groupKey, seriesKey: key, steps }
        : { key: JSON.stringify([groupKey, origin]), groupKey, seriesKey: null, steps },
    ];
  });
}
