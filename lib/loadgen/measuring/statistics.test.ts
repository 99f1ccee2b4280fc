import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascending, describe as describeValues, mean, percentileOf, standardDeviation } from './statistics';

describe('percentileOf', () => {
  it('interpolates linearly between neighbours, as numpy does', () => {
    const values = ascending([4, 1, 3, 2]);
    // Position p/100 x 3: 25 -> 0.75, 50 -> 1.5, 90 -> 2.7, 99 -> 2.97.
    expect([0, 25, 50, 90, 99, 100].map((percent) => percentileOf(values, percent))).toEqual([
      1,
      1.75,
      2.5,
      3.7,
      expect.closeTo(3.97, 12),
      4,
    ]);
  });

  it('knows one value and none', () => {
    expect(percentileOf(ascending([7]), 99)).toBe(7);
    expect(percentileOf(ascending([]), 99)).toBe(0);
  });

  it('never leaves the range of the values and never falls with the percentage', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    const percents = fc.tuple(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
    );
    fc.assert(
      fc.property(values, percents, (list, pair) => {
        const sorted = ascending(list);
        const [low, high] = [Math.min(...pair), Math.max(...pair)].map((percent) => percentileOf(sorted, percent)) as [
          number,
          number,
        ];
        expect(low).toBeLessThanOrEqual(high * (1 + 1e-12));
        expect(low).toBeGreaterThanOrEqual((sorted[0] as number) * (1 - 1e-12));
        expect(high).toBeLessThanOrEqual((sorted.at(-1) as number) * (1 + 1e-12));
      }),
      { seed: 6 },
    );
  });
});

describe('standardDeviation', () => {
  it('is that of the population', () => {
    // Mean 5; squares 9 1 1 1 0 0 4 16 = 32; 32 / 8 = 4.
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBe(2);
  });
});

describe('describe', () => {
  it('gives zeros for no values, as vLLM does', () => {
    expect(describeValues([], [99])).toEqual({ mean: 0, median: 0, std: 0, percentiles: [{ percent: 99, value: 0 }] });
  });

  it('keeps the percentiles in the order asked for', () => {
    const { percentiles, median } = describeValues([3, 1, 2], [99.9, 50]);
    expect(percentiles).toEqual([
      { percent: 99.9, value: expect.closeTo(2.998, 12) as number },
      { percent: 50, value: 2 },
    ]);
    expect([median, mean([3, 1, 2])]).toEqual([2, 2]);
  });
});
