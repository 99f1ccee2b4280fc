'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { LogLine } from './log-line';
import { endOf, startOf } from './log-window';
import type { LogView } from './use-log';

const lineHeight = 18;
/** This near to either end of what is held, the next stretch is asked for. */
const nearLines = 40;

interface LogScrollerProps {
  view: LogView;
  name: string;
  /** In small letters; empty: nothing. */
  needle: string;
  /** Index of the line that was found. */
  foundLine: number | null;
  following: boolean;
  onFollow: (following: boolean) => void;
  onNearStart: () => void;
  onNearEnd: () => void;
}

/** The lines in sight of the stretch that is held. What is added before or taken away leaves them where they are. */
export function LogScroller(props: LogScrollerProps) {
  const { view, name, needle, foundLine, following, onFollow, onNearStart, onNearEnd } = props;
  const { window, shift, wanted, size } = view;
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef({ shift: 0, wanted: 0 });
  // eslint-disable-next-line react-hooks/incompatible-library -- concerns the React compiler, which is not in use
  const virtualizer = useVirtualizer({
    count: window.lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (shift.count !== seen.current.shift) element.scrollTop += shift.by * lineHeight;
    seen.current.shift = shift.count;
    if (wanted !== null && wanted.count !== seen.current.wanted) {
      seen.current.wanted = wanted.count;
      element.scrollTop = wanted.line * lineHeight - element.clientHeight / 3;
    }
    if (following) element.scrollTop = element.scrollHeight;
  }, [window, shift, wanted, following]);

  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    const below = element.scrollHeight - element.clientHeight - element.scrollTop;
    if (element.scrollTop < nearLines * lineHeight && startOf(window) > 0) onNearStart();
    if (below < nearLines * lineHeight && endOf(window) < size) onNearEnd();
    if (following && below > 3 * lineHeight) onFollow(false);
  };
  // A short stretch may not fill the box, so nothing would ever scroll.
  useEffect(() => {
    if (window.lines.length < 2 * nearLines && startOf(window) > 0) onNearStart();
  }, [window, onNearStart]);

  return (
    <div
      ref={box}
      role="log"
      aria-label={name}
      aria-live="off"
      tabIndex={0}
      onScroll={onScroll}
      className="h-96 overflow-auto rounded-md border border-line bg-sunken py-1.5 font-mono text-2xs"
    >
      <div className="relative min-w-max" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            className={`absolute left-0 min-w-full px-2.5 whitespace-pre ${index === foundLine ? 'bg-hover' : ''}`}
            style={{ height: lineHeight, lineHeight: `${lineHeight}px`, transform: `translateY(${start}px)` }}
          >
            <LogLine line={window.lines[index] ?? ''} needle={needle} />
          </div>
        ))}
      </div>
    </div>
  );
}
