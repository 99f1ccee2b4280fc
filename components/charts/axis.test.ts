import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPlaceOn, makeAxis } from './axis';

describe('makeAxis', () => {
  it('starts a linear axis at 0 and ends it a little past the largest value', () => {
    const axis = makeAxis('y', 'linear', [560.7, 900], 8);
    expect(axis.domain[0]).toBe(0);
    expect(axis.domain[1]).toBeCloseTo(954);
    expect(axis.ticks).toEqual([0, 200, 400, 600, 800]);
    expect(axis.ticks.map(axis.formatTick)).toEqual(['0', '200', '400', '600', '800']);
  });

  it('writes ticks of quarter steps in full', () => {
    const axis = makeAxis('y', 'linear', [1.2], 6);
    expect(axis.ticks.map(axis.formatTick)).toEqual(['0', '0.25', '0.5', '0.75', '1', '1.25']);
  });

  it('gives a log axis round ticks between its extremes', () => {
    expect(makeAxis('x', 'log', [2, 800], 10).ticks).toEqual([2, 5, 10, 20, 50, 100, 200, 500]);
  });

  it('leaves values that are not positive out of a log axis', () => {
    expect(makeAxis('x', 'log', [0, 10, 1000], 6).domain[0]).toBeGreaterThan(8);
  });

  it('makes an axis of no values at all', () => {
    expect(makeAxis('x', 'linear', [], 5).ticks.length).toBeGreaterThan(1);
    expect(makeAxis('x', 'log', [0], 5).ticks.length).toBeGreaterThan(1);
  });

  it('holds every value, in ticks that rise and stay inside', () => {
    const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(positive, { minLength: 1 }),
        fc.constantFrom('linear' as const, 'log' as const),
        (values, scale) => {
          const { domain, ticks } = makeAxis('x', scale, values, 8);
          expect(Math.min(...values)).toBeGreaterThanOrEqual(domain[0]);
          expect(Math.max(...values)).toBeLessThanOrEqual(domain[1]);
          expect(ticks.length).toBeGreaterThanOrEqual(2);
          expect(ticks.length).toBeLessThanOrEqual(12);
          ticks.forEach((tick, i) => {
            expect(tick).toBeLessThanOrEqual(domain[1] * (1 + 1e-9));
            expect(tick).toBeGreaterThan(ticks[i - 1] ?? -1);
          });
        },
      ),
      { seed: 7 },
    );
  });
});

describe('hasPlaceOn', () => {
  it('refuses zero on a log axis only', () => {
    expect(hasPlaceOn('log', 0)).toBe(false);
    expect(hasPlaceOn('linear', 0)).toBe(true);
    expect(hasPlaceOn('linear', Number.NaN)).toBe(false);
  });
});
