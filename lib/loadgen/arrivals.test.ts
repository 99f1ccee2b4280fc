import { describe, expect, it } from 'vitest';
import { planArrivals } from './arrivals';
import { mean, standardDeviation } from './measuring/statistics';
import { seededRandom } from './random-source';

const plan = (burstiness: number, requestRate = 10, count = 20_000) =>
  planArrivals({ count, requestRate, burstiness }, seededRandom(1, 'arrivals'));
const gapsOf = (arrivals: Float64Array) => arrivals.map((at, index) => at - (arrivals[index - 1] ?? 0));

describe('planArrivals', () => {
  it('sends all at once for an infinite rate', () => {
    expect([...planArrivals({ count: 3, requestRate: Infinity, burstiness: 1 }, seededRandom(1, 'x'))]).toEqual([
      0, 0, 0,
    ]);
  });

  it('offers exactly the rate whatever the seed', () => {
    for (const burstiness of [0.3, 1, 5, Infinity]) expect(plan(burstiness).at(-1)).toBeCloseTo(2000, 6);
  });

  it('keeps the order', () => {
    expect(gapsOf(plan(0.3)).every((gap) => gap >= 0)).toBe(true);
  });

  it('beats like a metronome for an infinite burstiness', () => {
    expect([...plan(Infinity, 4, 4)]).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it.each([0.3, 1, 5])('spreads gaps by 1 / sqrt(burstiness) for %d', (burstiness) => {
    const gaps = gapsOf(plan(burstiness));
    expect(standardDeviation(gaps) / mean(gaps)).toBeCloseTo(1 / Math.sqrt(burstiness), 1);
  });

  it('draws exponential gaps for a burstiness of 1', () => {
    const gaps = [...gapsOf(plan(1))].sort((one, other) => one - other);
    // Kolmogorov and Smirnov: the largest distance to 1 - exp(-rate x), beyond 1.95 / sqrt(n) once in a thousand seeds.
    const distances = gaps.map((gap, index) => Math.abs((index + 0.5) / gaps.length - (1 - Math.exp(-10 * gap))));
    expect(Math.max(...distances)).toBeLessThan(1.95 / Math.sqrt(gaps.length));
  });
});
