import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { RowWindow } from '@/components/ui/use-row-window';
import { moveInGrid, type Place } from './move-in-grid';

/** How an element of the grid says where in it it is. */
export const placeOf = ({ row, column }: Place) => ({ 'data-place': `${row}:${column}` });

/** The place an element or its nearest ancestor with one says; null outside all of them. */
export function placeAt(target: EventTarget): Place | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [row, column] = element?.dataset.place?.split(':').map(Number) ?? [];
  return row === undefined || column === undefined ? null : { row, column };
}

interface GridWalk {
  /** Put on the table. */
  table: RefObject<HTMLTableElement | null>;
  /** The grid's one tab stop. */
  place: Place;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: (event: FocusEvent) => void;
}

/** One tab stop for the whole grid, moved by the arrow keys; a row out of sight is scrolled to before it takes focus. */
export function useGridWalk(
  extent: { rows: number; columns: number },
  { box, first, last, scrollTo }: Pick<RowWindow, 'box' | 'first' | 'last' | 'scrollTo'>,
): GridWalk {
  const [wanted, setPlace] = useState<Place>({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  const isMoving = useRef(false);
  const isDrawn = (row: number) => row === -1 || (row >= first && row <= last);
  const place = {
    row: isDrawn(wanted.row) && wanted.row < extent.rows ? wanted.row : first,
    column: Math.min(wanted.column, extent.columns - 1),
  };
  // Before the next key is heard: a focus that came later would put the walk back by a step.
  useLayoutEffect(() => {
    if (!isMoving.current) return;
    const target = table.current?.querySelector<HTMLElement>(`[data-place="${wanted.row}:${wanted.column}"]`);
    if (!target) return;
    isMoving.current = false;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return {
    table,
    place,
    onFocus: (event) => {
      const at = placeAt(event.target);
      if (at && (at.row !== wanted.row || at.column !== wanted.column)) setPlace(at);
    },
    onKeyDown: (event) => {
      // While a row is scrolled to, the next step goes on from there and not from what is drawn.
      const next = moveInGrid(event.key, isMoving.current ? wanted : place, extent);
      if (next === null) return;
      event.preventDefault();
      isMoving.current = true;
      // The row left behind may go before the next one is there, and the focus with it.
      box.current?.focus({ preventScroll: true });
      if (!isDrawn(next.row)) scrollTo(next.row);
      setPlace(next);
    },
  };
}
