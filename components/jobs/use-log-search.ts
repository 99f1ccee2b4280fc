'use client';

import { useEffect, useRef, useState } from 'react';
import { byteLength } from './log-window';
import { searchLog } from './search-log';
import type { LogView, useLog } from './use-log';

type Read = ReturnType<typeof useLog>['read'];

export interface LogSearching {
  /** What the last search came to, in words; empty where there was none. */
  words: string;
  isSearching: boolean;
  find: (needle: string, direction: 'forwards' | 'backwards') => void;
  stop: () => void;
}

/** Looks for a text through the whole log, from the last place it was found. `onFound` gets the byte it begins at. */
export function useLogSearch(read: Read, view: LogView, onFound: (offset: number) => void): LogSearching {
  const [words, setWords] = useState('');
  const [isSearching, setIsSearching] = useState(false);
  const running = useRef<AbortController | null>(null);
  const last = useRef<{ needle: string; at: number } | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const search = async (needle: string, direction: 'forwards' | 'backwards') => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setIsSearching(true);
    setWords('Searching…');
    const known = last.current?.needle === needle ? last.current.at : null;
    try {
      const at = await searchLog({
        read: (offset, limit) => read(offset, limit, own.signal),
        needle,
        from:
          direction === 'backwards'
            ? (known ?? view.size)
            : known === null
              ? 0
              : await nextLine(read, known, own.signal),
        direction,
        signal: own.signal,
        onProgress: (done, size) => setWords(`Searched ${Math.floor((100 * done) / Math.max(1, size))} %`),
      });
      if (own.signal.aborted) return;
      if (at !== null) last.current = { needle, at };
      setWords(
        at !== null
          ? ''
          : known === null
            ? 'Not found.'
            : direction === 'forwards'
              ? 'No further one.'
              : 'None before.',
      );
      if (at !== null) onFound(at);
    } catch (error) {
      if (!own.signal.aborted) setWords(error instanceof Error ? error.message : String(error));
    } finally {
      if (running.current === own) setIsSearching(false);
    }
  };
  return {
    words,
    isSearching,
    find: (needle, direction) => {
      if (needle !== '') void search(needle, direction);
    },
    stop: () => {
      running.current?.abort();
      setIsSearching(false);
      setWords('Stopped.');
    },
  };
}

/** The byte after the line that begins at `offset`. */
async function nextLine(read: Read, offset: number, signal: AbortSignal): Promise<number> {
  const page = await read(offset, 64 * 1024, signal);
  const end = page.text.indexOf('\n');
  return end < 0 ? page.next : offset + byteLength(page.text.slice(0, end + 1));
}
