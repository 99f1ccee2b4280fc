import type { Catalogue } from './catalogue';
import { dimensionLabels } from './dimensions';
import type { Facet } from './exploration';
import { type Dimension, type Filters, dimensions } from './view';

/** The ranks chosen of each filtered dimension. */
type Chosen = ReadonlyMap<Dimension, ReadonlySet<number>>;
/** The one dimension whose filter keeps a point out, 'several', or null where it passes all. */
type KeptOut = Dimension | 'several' | null;

/** The filter values that exist among all points; a dimension left without any does not filter (an old URL). */
export function knownFilters({ scales }: Catalogue, filters: Filters): Chosen {
  const chosen = new Map<Dimension, ReadonlySet<number>>();
  for (const dimension of dimensions) {
    const ranks = (filters[dimension] ?? []).flatMap((value) => scales[dimension].rankOf.get(value) ?? []);
    if (ranks.length > 0) chosen.set(dimension, new Set(ranks));
  }
  return chosen;
}

/** What keeps each point out. */
export function filterPoints({ points, scales }: Catalogue, chosen: Chosen): KeptOut[] {
  const keptOut = new Array<KeptOut>(points.length).fill(null);
  for (const [dimension, ranks] of chosen) {
    scales[dimension].ranks.forEach((rank, index) => {
      if (!ranks.has(rank)) keptOut[index] = keptOut[index] === null ? dimension : 'several';
    });
  }
  return keptOut;
}

/** Which of some points show: unless an origin is chosen, what was not measured stands back where anything measured is. */
export function standsBack(
  { points }: Catalogue,
  chosen: Chosen,
  shown: readonly number[],
): (index: number) => boolean {
  if (chosen.has('origin')) return () => false;
  const isMeasured = (index: number) => points[index]!.origin === 'measured';
  return shown.some(isMeasured) ? (index) => !isMeasured(index) : () => false;
}

/**
 * The filters with their counts: for each value the points that would show were it chosen, the other filters standing.
 * `shows` says whether a point could be drawn at all. Values come in the order of their ranks, unknown last.
 */
export function facetsOf(
  catalogue: Catalogue,
  chosen: Chosen,
  keptOut: readonly KeptOut[],
  shows: (index: number) => boolean,
): Facet[] {
  return dimensions.map((dimension) => {
    const { values, labels, ranks } = catalogue.scales[dimension];
    const shown = values.map((): number[] => []);
    ranks.forEach((rank, index) => {
      const by = keptOut[index];
      if ((by === null || by === dimension) && shows(index)) shown[rank]!.push(index);
    });
    const countOf = (indices: readonly number[]) => {
      if (dimension === 'origin') return indices.length;
      const back = standsBack(catalogue, chosen, indices);
      return indices.filter((index) => !back(index)).length;
    };
    const selected = chosen.get(dimension);
    return {
      dimension,
      label: dimensionLabels[dimension],
      values: values.map((value, rank) => ({
        value,
        label: labels[rank]!,
        count: countOf(shown[rank]!),
        selected: selected?.has(rank) ?? false,
      })),
    };
  });
}
