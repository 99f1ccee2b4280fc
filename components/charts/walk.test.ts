import { describe, expect, it } from 'vitest';
import { walk } from './walk';

const places = [
  { series: 0, x: 30, y: 1 },
  { series: 0, x: 10, y: 3 },
  { series: 0, x: 20, y: 2 },
  { series: 1, x: 12, y: 9 },
  { series: 1, x: 28, y: 8 },
];

describe('walk', () => {
  it('starts at the leftmost point of the first series', () => {
    expect(walk(places, null, 'ArrowRight')).toBe(1);
  });

  it('follows x along a series and stops at its ends', () => {
    expect(walk(places, 1, 'ArrowRight')).toBe(2);
    expect(walk(places, 2, 'ArrowLeft')).toBe(1);
    expect(walk(places, 0, 'ArrowRight')).toBe(0);
    expect(walk(places, 2, 'End')).toBe(0);
    expect(walk(places, 2, 'Home')).toBe(1);
  });

  it('changes to the point of the next series nearest in x, around the end', () => {
    expect(walk(places, 0, 'ArrowDown')).toBe(4);
    expect(walk(places, 4, 'ArrowDown')).toBe(0);
    expect(walk(places, 1, 'ArrowUp')).toBe(3);
  });

  it('goes nowhere without points', () => {
    expect(walk([], null, 'ArrowDown')).toBeNull();
  });
});
