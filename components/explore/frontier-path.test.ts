import { describe, expect, it } from 'vitest';
import { frontierPath } from './frontier-path';

const held = (x: number, y: number, color = 0) => ({ x, y, series: color, color, dashed: false });

describe('frontierPath', () => {
  it('falls at once and then runs to the next point where more x is better', () => {
    expect(frontierPath([held(20, 800), held(26, 560)], 'higher')).toEqual([
      {
        series: 0,
        color: 0,
        dashed: false,
        path: [
          { x: 20, y: 800 },
          { x: 20, y: 560 },
          { x: 26, y: 560 },
        ],
      },
    ]);
  });

  it('runs first and then climbs where less x is better', () => {
    const [piece] = frontierPath([held(1, 100), held(2, 300)], 'lower');
    expect(piece?.path[1]).toEqual({ x: 2, y: 100 });
  });

  it('changes colour with the holder and joins what one holder holds', () => {
    const pieces = frontierPath([held(1, 9, 0), held(2, 8, 0), held(3, 7, 5)], 'higher');
    expect(pieces.map(({ color }) => color)).toEqual([0, 5]);
    expect(pieces[0]?.path).toHaveLength(3);
  });

  it('draws nothing for one point', () => {
    expect(frontierPath([held(1, 1)], 'higher')).toEqual([]);
  });
});
