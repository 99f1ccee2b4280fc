/** The middle value; the mean of the two middle ones of an even number. NaN for an empty list. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** A measurement with its two plotted values. */
interface Placed {
  x: number;
  y: number;
  id: string;
}

/**
 * Repeats of one load as one: the median of x and of y, each by itself, and the repeats ordered by how near they come
 * to it (relative distance, then id), so that the first one stands for the rest.
 */
export function medianOfRepeats<T extends Placed>(repeats: readonly T[]): { x: number; y: number; nearestFirst: T[] } {
  const [first] = repeats;
  if (repeats.length === 1 && first) return { x: first.x, y: first.y, nearestFirst: [first] };
  const x = median(repeats.map((repeat) => repeat.x));
  const y = median(repeats.map((repeat) => repeat.y));
  const distance = (at: T) => Math.abs(at.x - x) / (Math.abs(x) || 1) + Math.abs(at.y - y) / (Math.abs(y) || 1);
  const nearestFirst = [...repeats].sort((a, b) => distance(a) - distance(b) || (a.id < b.id ? -1 : 1));
  return { x, y, nearestFirst };
}
