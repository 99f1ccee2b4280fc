/** A place in the grid: row or column -1 are the heads. */
export interface Place {
  row: number;
  column: number;
}

/** Where a key leads from a place; null for keys that lead nowhere. The corner of both heads is no place. */
export function moveInGrid(
  key: string,
  { row, column }: Place,
  { rows, columns }: { rows: number; columns: number },
): Place | null {
  const lowest = { row: column === -1 ? 0 : -1, column: row === -1 ? 0 : -1 };
  const clamp = (value: number, from: number, count: number) => Math.max(from, Math.min(count - 1, value));
  const down = (by: number) => ({ row: clamp(row + by, lowest.row, rows), column });
  const right = (by: number) => ({ row, column: clamp(column + by, lowest.column, columns) });
  switch (key) {
    case 'ArrowDown':
      return down(1);
    case 'ArrowUp':
      return down(-1);
    case 'ArrowRight':
      return right(1);
    case 'ArrowLeft':
      return right(-1);
    case 'PageDown':
      return down(8);
    case 'PageUp':
      return down(-8);
    case 'Home':
      return { row, column: lowest.column };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return null;
  }
}
