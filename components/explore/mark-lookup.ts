import type { Exploration, LoadPoint, PlottedPoint } from '@/lib/domain/exploration';
import { measurementIdOf, medianMarkId } from './chart-of';

export interface MarkMeaning {
  plotted: PlottedPoint;
  /** Set where the mark is the median of several repeats. */
  median: LoadPoint | null;
}

/** From a mark's id to what it stands for; null for marks that are not there (any more). */
export function markLookup({ rows, panels }: Exploration): (markId: string) => MarkMeaning | null {
  const plotted = new Map(rows.map((row) => [row.point.id, row]));
  const medians = new Map<string, LoadPoint>();
  for (const { series } of panels) {
    for (const { curves } of series) {
      for (const { points } of curves) {
        for (const load of points) if (load.ids.length > 1) medians.set(medianMarkId(load), load);
      }
    }
  }
  return (markId) => {
    const found = plotted.get(measurementIdOf(markId));
    return found === undefined ? null : { plotted: found, median: medians.get(markId) ?? null };
  };
}
