import { describe, expect, it } from 'vitest';
import { mean, standardDeviation } from './measuring/statistics';
import { randomGamma, randomInteger, seededRandom, shuffled } from './random-source';

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);

describe('seededRandom', () => {
  it('gives the same numbers for the same seed and stream, others for others', () => {
    const numbers = (seed: number, stream: string) => draw(5, seededRandom(seed, stream));
    expect(numbers(7, 'arrivals')).toEqual(numbers(7, 'arrivals'));
    expect(numbers(7, 'arrivals')).not.toEqual(numbers(8, 'arrivals'));
    expect(numbers(7, 'arrivals')).not.toEqual(numbers(7, 'prompts'));
  });

  it('spreads evenly over [0, 1)', () => {
    const counts = new Array<number>(10).fill(0);
    for (const number of draw(100_000, seededRandom(1, 'test'))) counts[Math.floor(number * 10)]! += 1;
    // Chi square with 9 degrees of freedom: above 27.9 once in a thousand seeds.
    expect(counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
  });
});

describe('randomInteger', () => {
  it('reaches both bounds and nothing beyond', () => {
    const random = seededRandom(2, 'test');
    expect([...new Set(draw(1000, () => randomInteger(random, 3, 6)))].sort()).toEqual([3, 4, 5, 6]);
    expect(randomInteger(random, 5, 5)).toBe(5);
  });
});

describe('shuffled', () => {
  it('gives the same entries in another order and leaves the list alone', () => {
    const list = draw(50, seededRandom(3, 'test'));
    const before = [...list];
    const result = shuffled(seededRandom(4, 'test'), list);
    expect(list).toEqual(before);
    expect(result).not.toEqual(before);
    expect([...result].sort()).toEqual([...before].sort());
  });
});

describe('randomGamma', () => {
  it.each([0.25, 0.7, 1, 4, 50])('has the mean and the variance of shape %d', (shape) => {
    const random = seededRandom(5, 'gamma');
    const numbers = draw(40_000, () => randomGamma(random, shape));
    expect(mean(numbers) / shape).toBeCloseTo(1, 1);
    expect(standardDeviation(numbers) ** 2 / shape).toBeCloseTo(1, 0.9);
    expect(Math.min(...numbers)).toBeGreaterThan(0);
  });
});
