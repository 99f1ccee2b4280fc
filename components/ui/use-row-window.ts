'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useRef } from 'react';

export interface RowWindow {
  /** Put on the scrolling element around the table. */
  box: RefObject<HTMLDivElement | null>;
  /** Whether only part of the rows is in the page, in a box of limited height. */
  isWindowed: boolean;
  /** Rows to render, inclusive. */
  first: number;
  last: number;
  /** Heights of the rows left out before and after. */
  before: number;
  after: number;
  scrollTo: (index: number) => void;
}

/** Renders long tables in part: rows of one height, all of them up to `worthWindowing`, then only those in sight. */
export function useRowWindow(count: number, rowHeight: number, worthWindowing = 500): RowWindow {
  const box = useRef<HTMLDivElement>(null);
  const isWindowed = count > worthWindowing;
  // eslint-disable-next-line react-hooks/incompatible-library -- concerns the React compiler, which is not in use
  const virtualizer = useVirtualizer({
    count: isWindowed ? count : 0,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const first = isWindowed ? (items[0]?.index ?? 0) : 0;
  const last = isWindowed ? (items.at(-1)?.index ?? 0) : count - 1;
  return {
    box,
    isWindowed,
    first,
    last,
    before: first * rowHeight,
    after: Math.max(0, count - 1 - last) * rowHeight,
    scrollTo: (index) => {
      if (isWindowed) virtualizer.scrollToIndex(index);
    },
  };
}
