import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FrontierAxes, paretoFrontier } from './frontier';
import { deepFreeze } from './testing/deep-freeze';

interface Candidate {
  id: string;
  x: number;
  y: number;
}
type Directions = Pick<FrontierAxes<Candidate>, 'xBetter' | 'yBetter'>;

const seed = 20_260_101;
const candidates = fc
  .array(fc.record({ x: fc.integer({ min: 0, max: 8 }), y: fc.integer({ min: 0, max: 8 }) }), { maxLength: 30 })
  .map((list) => list.map((at, index): Candidate => ({ ...at, id: `c${index}` })));
const direction = fc.constantFrom('higher' as const, 'lower' as const);
const directions: fc.Arbitrary<Directions> = fc.record({ xBetter: direction, yBetter: direction });

const frontier = (list: readonly Candidate[], axes: Directions) =>
  paretoFrontier(list, { x: ({ x }) => x, y: ({ y }) => y, id: ({ id }) => id, ...axes });

const gain = (better: 'higher' | 'lower', a: number, b: number) => (better === 'higher' ? a - b : b - a);
function dominates(a: Candidate, b: Candidate, { xBetter, yBetter }: Directions): boolean {
  const [onX, onY] = [gain(xBetter, a.x, b.x), gain(yBetter, a.y, b.y)];
  return onX >= 0 && onY >= 0 && (onX > 0 || onY > 0);
}

describe('paretoFrontier', () => {
  it('keeps exactly what nothing dominates, equal candidates once', () => {
    fc.assert(
      fc.property(candidates, directions, (list, axes) => {
        const expected = list.filter(
          (candidate) =>
            !list.some((other) => dominates(other, candidate, axes)) &&
            !list.some((other) => other.x === candidate.x && other.y === candidate.y && other.id < candidate.id),
        );
        const byId = (all: Candidate[]) => all.map(({ id }) => id).sort();
        expect(byId(frontier(list, axes))).toEqual(byId(expected));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('comes in ascending order of x', () => {
    fc.assert(
      fc.property(candidates, directions, (list, axes) => {
        const xs = frontier(list, axes).map(({ x }) => x);
        expect(xs).toEqual([...xs].sort((a, b) => a - b));
      }),
      { seed },
    );
  });

  it('does not depend on the order of its input, nor change it', () => {
    const shuffled = candidates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, directions, ([list, other], axes) => {
        expect(frontier(deepFreeze(other), axes)).toEqual(frontier(deepFreeze(list), axes));
      }),
      { seed },
    );
  });

  it('leaves its own result as it is', () => {
    fc.assert(
      fc.property(candidates, directions, (list, axes) => {
        const once = frontier(list, axes);
        expect(frontier(once, axes)).toEqual(once);
      }),
      { seed },
    );
  });

  it('leaves out candidates without two finite values', () => {
    const list = [
      { id: 'a', x: NaN, y: 9 },
      { id: 'b', x: Infinity, y: 9 },
      { id: 'c', x: 1, y: 1 },
    ];
    expect(frontier(list, { xBetter: 'higher', yBetter: 'higher' })).toEqual([list[2]]);
  });
});
