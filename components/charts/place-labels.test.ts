import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelWish, overlap, placeLabels } from './place-labels';

const bounds = { x: 0, y: 0, width: 600, height: 400 };
const wish = (id: string, x: number, y: number, importance = 0): LabelWish => ({
  id,
  text: id,
  at: { x, y },
  importance,
  width: 30,
});

describe('placeLabels', () => {
  it('puts a lone label to the upper right of its mark', () => {
    const [label] = placeLabels([wish('TP4', 100, 100)], [{ x: 100, y: 100, radius: 4 }], bounds);
    expect(label?.box.x).toBeGreaterThan(100);
    expect(label?.box.y).toBeLessThan(100 - 10);
  });

  it('turns to the left at the right edge', () => {
    const [label] = placeLabels([wish('TP4', 595, 100)], [], bounds);
    expect(label && label.box.x + label.box.width).toBeLessThan(595);
  });

  it('drops the least important where there is no room for all', () => {
    const crowd = Array.from({ length: 30 }, (_, i) => wish(String(i), 300, 200, i));
    const placed = placeLabels(crowd, [], bounds);
    expect(placed.length).toBeLessThan(30);
    expect(placed[0]?.id).toBe('29');
    expect(placed.some((label) => label.id === '0')).toBe(false);
  });

  it('never lets two labels overlap, nor a label cover a mark, nor leave the plot', () => {
    const mark = fc.tuple(
      fc.integer({ min: 0, max: 600 }),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: 9 }),
    );
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 80 }), (marks) => {
        const wishes = marks.map(([x, y, importance], i) => wish(String(i), x, y, importance));
        const obstacles = wishes.map(({ at }) => ({ ...at, radius: 4 }));
        const boxes = placeLabels(wishes, obstacles, bounds).map((label) => label.box);
        boxes.forEach((box, i) => {
          for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false);
          for (const { x, y } of obstacles) {
            expect(overlap(box, { x: x - 4, y: y - 4, width: 8, height: 8 })).toBe(false);
          }
          expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 600 && box.y + box.height <= 400).toBe(true);
        });
      }),
      { seed: 3 },
    );
  });
});
