import { describe, expect, it } from 'vitest';
import { moveInGrid } from './move-in-grid';

const extent = { rows: 3, columns: 4 };

describe('moveInGrid', () => {
  it.each([
    ['ArrowRight', 0, 0, 0, 1],
    ['ArrowLeft', 0, 0, 0, -1],
    ['ArrowUp', 0, 2, -1, 2],
    ['ArrowDown', 2, 2, 2, 2],
    ['ArrowRight', 1, 3, 1, 3],
    ['ArrowLeft', -1, 0, -1, 0],
    ['ArrowUp', 0, -1, 0, -1],
    ['End', 1, 0, 1, 3],
    ['Home', 1, 3, 1, -1],
    ['PageDown', 0, 1, 2, 1],
  ])('%s at %d:%d leads to %d:%d', (key, row, column, toRow, toColumn) => {
    expect(moveInGrid(key, { row, column }, extent)).toEqual({ row: toRow, column: toColumn });
  });

  it('leaves other keys alone', () => {
    expect(moveInGrid('a', { row: 0, column: 0 }, extent)).toBeNull();
  });
});
