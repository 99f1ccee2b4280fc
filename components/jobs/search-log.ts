import type { LogPage } from '@/lib/api/job-contracts';
import { plainText, withoutSequences } from './ansi';
import { byteLength, fromLineStart } from './log-window';

type Read = (offset: number, limit: number) => Promise<Pick<LogPage, 'offset' | 'next' | 'size' | 'text'>>;

export interface LogSearch {
  read: Read;
  /** Looked for without regard to case, colours left out. */
  needle: string;
  /** First byte forwards; last byte, exclusive, backwards. */
  from: number;
  direction: 'forwards' | 'backwards';
  /** Bytes read so far, and the log's size. */
  onProgress: (read: number, size: number) => void;
  signal: AbortSignal;
}

export const searchBytes = 1024 * 1024;

/**
 * The byte at which the next line that holds the text begins; null where there is none before the log's end. Reads one
 * stretch at a time and keeps none, so the log may be of any length.
 */
export function searchLog(search: LogSearch): Promise<number | null> {
  return search.direction === 'forwards' ? searchForwards(search) : searchBackwards(search);
}

async function searchForwards({ read, needle, from, onProgress, signal }: LogSearch): Promise<number | null> {
  const lowered = needle.toLowerCase();
  for (let offset = from; !signal.aborted;) {
    const page = await read(offset, searchBytes);
    const [found] = matchesIn(page, lowered);
    if (found !== undefined) return found;
    onProgress(page.next - from, page.size - from);
    if (page.next >= page.size || page.next <= offset) return null;
    offset = page.next;
  }
  return null;
}

async function searchBackwards({ read, needle, from, onProgress, signal }: LogSearch): Promise<number | null> {
  const lowered = needle.toLowerCase();
  for (let end = from; end > 0 && !signal.aborted;) {
    const page = fromLineStart(await read(Math.max(0, end - searchBytes), Math.min(searchBytes, end)));
    const found = matchesIn(page, lowered).at(-1);
    if (found !== undefined) return found;
    end = page.offset < end ? page.offset : 0;
    onProgress(from - end, from);
  }
  return null;
}

function matchesIn({ offset, text }: { offset: number; text: string }, lowered: string): number[] {
  // Most stretches hold no match at all, and looking at them as a whole is far quicker than line by line.
  if (!withoutSequences(text).toLowerCase().includes(lowered)) return [];
  const found: number[] = [];
  let at = offset;
  for (const line of text.split('\n')) {
    if (plainText(line).toLowerCase().includes(lowered)) found.push(at);
    at += byteLength(line) + 1;
  }
  return found;
}
