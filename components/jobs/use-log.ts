'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogQuery } from '@/lib/api/job-client';
import { readJobLog } from '@/lib/api/job-queries';
import {
  append,
  emptyWindow,
  endOf,
  fromLineStart,
  lineAt,
  type LogWindow,
  pieceBytes,
  prepend,
  startOf,
} from './log-window';

/** Which log: of which try at which deployment, and what of it. */
export type LogChoice = Pick<LogQuery, 'stream' | 'attempt' | 'try' | 'load'>;

export interface LogView {
  window: LogWindow;
  /** Bytes there are. */
  size: number;
  /** Nothing more will come. */
  ended: boolean;
  error: string | null;
  /** Grows with each change that moves the lines: `by` lines were added before the first one, or taken away. */
  shift: { count: number; by: number };
  /** The line to bring into sight, once per `count`. */
  wanted: { count: number; line: number } | null;
  isLoading: boolean;
}

const nothing: LogView = {
  window: emptyWindow,
  size: 0,
  ended: false,
  error: null,
  shift: { count: 0, by: 0 },
  wanted: null,
  isLoading: true,
};
const followEveryMs = 1000;

/**
 * A stretch of a log and the ways to move it. While `following`, the end is asked for again and again; the log itself is
 * never in memory as a whole. Made for one log: another one is another component. One request is under way at a time, and what comes late is thrown away.
 */
export function useLog(id: string, choice: LogChoice, following: boolean) {
  const [view, setView] = useState(nothing);
  const state = useRef(nothing);
  const turn = useRef<AbortController | null>(null);
  const { stream, attempt, try: tryNumber, load } = choice;

  const show = useCallback((change: Partial<LogView>) => {
    state.current = { ...state.current, ...change };
    setView(state.current);
  }, []);
  const read = useCallback(
    (offset: number, limit: number, signal?: AbortSignal) =>
      readJobLog(id, { stream, attempt, try: tryNumber, load, offset, limit }, signal),
    [id, stream, attempt, tryNumber, load],
  );
  /** Runs one movement; a later one that `takesOver` ends it, any other waits for it by not happening. */
  const move = useCallback(
    async (takesOver: boolean, step: (signal: AbortSignal) => Promise<Partial<LogView>>) => {
      if (turn.current !== null && !takesOver) return;
      turn.current?.abort();
      const own = new AbortController();
      turn.current = own;
      try {
        const change = await step(own.signal);
        if (!own.signal.aborted) show({ error: null, isLoading: false, ...change });
      } catch (error) {
        if (!own.signal.aborted)
          show({ error: error instanceof Error ? error.message : String(error), isLoading: false });
      } finally {
        if (turn.current === own) turn.current = null;
      }
    },
    [show],
  );

  const jumpTo = useCallback(
    (offset: number) =>
      move(true, async (signal) => {
        const page = await read(offset < 0 ? -pieceBytes : Math.max(0, offset - pieceBytes / 4), pieceBytes, signal);
        const { window } = append(emptyWindow, fromLineStart(page));
        const line = offset < 0 ? window.lines.length - 1 : lineAt(window, offset);
        const wanted = { count: (state.current.wanted?.count ?? 0) + 1, line };
        return { window, size: page.size, ended: page.ended, wanted };
      }),
    [move, read],
  );

  const loadAfter = useCallback(
    () =>
      move(false, async (signal) => {
        const page = await read(endOf(state.current.window), pieceBytes, signal);
        const { window, dropped } = append(state.current.window, page);
        const { count } = state.current.shift;
        const shift = dropped > 0 ? { count: count + 1, by: -dropped } : state.current.shift;
        return { window, size: page.size, ended: page.ended, shift };
      }),
    [move, read],
  );

  const loadBefore = useCallback(
    () =>
      move(false, async (signal) => {
        const start = startOf(state.current.window);
        if (start === 0) return {};
        const from = Math.max(0, start - pieceBytes);
        const page = fromLineStart(await read(from, start - from, signal));
        // A line longer than a piece comes in parts; what is missing before the window is the rest of it.
        const rest = page.next < start ? (await read(page.next, start - page.next, signal)).text : '';
        const { window, added } = prepend(state.current.window, { ...page, text: page.text + rest, next: start });
        return { window, shift: { count: state.current.shift.count + 1, by: added } };
      }),
    [move, read],
  );

  useEffect(() => {
    void jumpTo(-1);
    return () => turn.current?.abort();
  }, [jumpTo]);

  const { ended } = view;
  useEffect(() => {
    if (!following || ended) return;
    const timer = setInterval(() => {
      // What was far outrun is left out: following means the end.
      const isOutrun = state.current.size - endOf(state.current.window) > 4 * pieceBytes;
      void (isOutrun ? jumpTo(-1) : loadAfter());
    }, followEveryMs);
    return () => clearInterval(timer);
  }, [following, ended, jumpTo, loadAfter]);

  return { view, read, jumpTo, loadAfter, loadBefore };
}
