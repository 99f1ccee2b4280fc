import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from './spread-labels';

const room = { top: 0, bottom: 300, height: 15 };
const label = (key: string, y: number, importance = 0) => ({ key, y, importance });

describe('spreadLabels', () => {
  it('leaves labels alone that have room', () => {
    expect(spreadLabels([label('a', 50), label('b', 100)], room).map(({ place }) => place)).toEqual([50, 100]);
  });

  it('spreads labels evenly around the place they all want', () => {
    const places = spreadLabels([label('a', 100), label('b', 100), label('c', 100)], room).map(({ place }) => place);
    expect(places).toEqual([85, 100, 115]);
  });

  it('keeps labels of lines that end at the bottom inside', () => {
    const places = spreadLabels([label('a', 299), label('b', 300)], room).map(({ place }) => place);
    expect(places).toEqual([277.5, 292.5]);
  });

  it('drops the least important where not all fit', () => {
    const many = Array.from({ length: 40 }, (_, i) => label(String(i).padStart(2, '0'), i, i));
    const kept = spreadLabels(many, room);
    expect(kept).toHaveLength(20);
    expect(Math.min(...kept.map(({ importance }) => importance))).toBe(20);
  });

  it('never overlaps, keeps the order of the ends and stays inside', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 350, noNaN: true }), { maxLength: 30 }), (ends) => {
        const placed = spreadLabels(
          ends.map((y, i) => label(String(i).padStart(2, '0'), y)),
          room,
        );
        placed.forEach(({ y, place }, i) => {
          expect(place).toBeGreaterThanOrEqual(room.top + room.height / 2 - 1e-6);
          expect(place).toBeLessThanOrEqual(room.bottom - room.height / 2 + 1e-6);
          const before = placed[i - 1];
          if (before === undefined) return;
          expect(place - before.place).toBeGreaterThanOrEqual(room.height - 1e-6);
          expect(y).toBeGreaterThanOrEqual(before.y);
        });
      }),
      { seed: 5 },
    );
  });
});
