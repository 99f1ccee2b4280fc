type Direction = 'higher' | 'lower';

export interface FrontierAxes<T> {
  x: (candidate: T) => number;
  y: (candidate: T) => number;
  xBetter: Direction;
  yBetter: Direction;
  /** Decides which of several equal candidates stands for them all: the smallest. */
  id: (candidate: T) => string;
}

/**
 * The non-dominated candidates in ascending order of x. A candidate is dominated when another is at least as good on
 * both axes and better on one (strict Pareto dominance); of candidates equal on both, one is kept. Candidates without
 * two finite values take no part. The input is not changed and its order is irrelevant. O(n log n).
 *
 * Both axes higher: of (1, 3), (2, 3), (3, 1), (2, 2) the result is (2, 3), (3, 1).
 */
export function paretoFrontier<T>(candidates: readonly T[], axes: FrontierAxes<T>): T[] {
  const { x, y, xBetter, yBetter, id } = axes;
  const xSign = xBetter === 'higher' ? 1 : -1;
  const ySign = yBetter === 'higher' ? 1 : -1;
  const finite = candidates.filter((candidate) => Number.isFinite(x(candidate)) && Number.isFinite(y(candidate)));
  const bestFirst = finite.sort(
    (a, b) => xSign * (x(b) - x(a)) || ySign * (y(b) - y(a)) || (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : 0),
  );
  const kept: T[] = [];
  let best = -Infinity;
  for (const candidate of bestFirst) {
    if (ySign * y(candidate) <= best) continue;
    best = ySign * y(candidate);
    kept.push(candidate);
  }
  return xBetter === 'higher' ? kept.reverse() : kept;
}
