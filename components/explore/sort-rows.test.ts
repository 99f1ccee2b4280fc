import { describe, expect, it } from 'vitest';
import { sortRows } from './sort-rows';

const byValue = ({ value }: { value: number | string | null }) => value;

describe('sortRows', () => {
  it('puts absent values last in both directions', () => {
    const rows = [{ value: null }, { value: 2 }, { value: 10 }];
    expect(sortRows(rows, byValue, 'ascending').map(byValue)).toEqual([2, 10, null]);
    expect(sortRows(rows, byValue, 'descending').map(byValue)).toEqual([10, 2, null]);
  });

  it('reads numbers inside names as numbers', () => {
    const rows = ['TP8', 'TP16', 'TP2'].map((value) => ({ value }));
    expect(sortRows(rows, byValue, 'ascending').map(byValue)).toEqual(['TP2', 'TP8', 'TP16']);
  });

  it('keeps equal rows in order and the input as it is', () => {
    const rows = [
      { value: 1, id: 'a' },
      { value: 1, id: 'b' },
      { value: 0, id: 'c' },
    ];
    expect(sortRows(rows, byValue, 'ascending').map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(sortRows(rows, byValue, 'descending').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(rows[0]?.id).toBe('a');
  });
});
