import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PointGrid } from './point-grid';

describe('PointGrid.nearest', () => {
  it('finds the point under the pointer and nothing out of reach', () => {
    const grid = new PointGrid([10, 200], [10, 200]);
    expect(grid.nearest(14, 12, 20)).toBe(0);
    expect(grid.nearest(100, 100, 20)).toBeNull();
  });

  it('skips points that have no place', () => {
    expect(new PointGrid([Number.NaN], [5]).nearest(5, 5, 50)).toBeNull();
  });

  it('agrees with asking every point', () => {
    const pixel = fc.integer({ min: -50, max: 1000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(pixel, pixel), { maxLength: 60 }), pixel, pixel, (points, x, y) => {
        const distances = points.map(([px, py]) => (px - x) ** 2 + (py - y) ** 2);
        const smallest = Math.min(...distances, 40 ** 2 + 1);
        const found = new PointGrid(
          points.map(([px]) => px),
          points.map(([, py]) => py),
        ).nearest(x, y, 40);
        expect(found === null ? 40 ** 2 + 1 : distances[found]).toBe(smallest);
      }),
      { seed: 11 },
    );
  });
});
