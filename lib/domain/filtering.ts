import type { Catalogue } from './catalogue';
import { dimensionLabels } from './dimensions';
import type { Facet } from './exploration';
import { type Dimension, type Filters, dimensions } from './view';

type Chosen = Partial<Record<Dimension, ReadonlySet<string>>>;

/** The filter values that exist among all points; a dimension left without any does not filter (an old URL). */
export function knownFilters(catalogue: Catalogue, filters: Filters): Chosen {
  const chosen: Chosen = {};
  for (const dimension of dimensions) {
    const values = filters[dimension]?.filter((value) => catalogue.labels[dimension].has(value)) ?? [];
    if (values.length > 0) chosen[dimension] = new Set(values);
  }
  return chosen;
}

/** The one dimension whose filter keeps the point out, 'several', or null where none does. */
function keptOutBy(catalogue: Catalogue, chosen: Chosen, index: number): Dimension | 'several' | null {
  let found: Dimension | null = null;
  for (const dimension of dimensions) {
    const values = chosen[dimension];
    if (!values || values.has(catalogue.values[dimension][index] ?? '')) continue;
    if (found !== null) return 'several';
    found = dimension;
  }
  return found;
}

/** For every point the dimension whose filter keeps it out, 'several', or null where it passes all filters. */
export function filterPoints(catalogue: Catalogue, chosen: Chosen): (Dimension | 'several' | null)[] {
  return catalogue.points.map((_, index) => keptOutBy(catalogue, chosen, index));
}

/**
 * The filters with their counts: for each value the points that would show were it chosen, the other filters standing.
 * `shows` says whether a point could be drawn at all. Values come in the order of their ranks, unknown last.
 */
export function facetsOf(
  catalogue: Catalogue,
  chosen: Chosen,
  keptOut: readonly (Dimension | 'several' | null)[],
  shows: (index: number) => boolean,
): Facet[] {
  return dimensions.map((dimension) => {
    const counts = new Map<string, number>();
    catalogue.values[dimension].forEach((value, index) => {
      const by = keptOut[index];
      if ((by !== null && by !== dimension) || !shows(index)) return;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    });
    const values = [...catalogue.ranks[dimension].keys()].map((value) => ({
      value,
      label: catalogue.labels[dimension].get(value) ?? value,
      count: counts.get(value) ?? 0,
      selected: chosen[dimension]?.has(value) ?? false,
    }));
    return { dimension, label: dimensionLabels[dimension], values };
  });
}
