import { describe, expect, it } from 'vitest';
import { searchBytes, searchLog } from './search-log';

/** A log of `count` numbered lines of 512 bytes each, read as the server cuts it: at line ends. */
function aLog(count: number) {
  const bytesPerLine = 512;
  const line = (i: number) => `line ${i} `.padEnd(bytesPerLine - 1, '.');
  const size = count * bytesPerLine;
  let largest = 0;
  const read = (offset: number, limit: number) => {
    largest = Math.max(largest, limit);
    const first = Math.floor(offset / bytesPerLine);
    const end = Math.min(size, Math.floor((offset + limit) / bytesPerLine) * bytesPerLine);
    const lines = Array.from({ length: end / bytesPerLine - first }, (_, i) => `${line(first + i)}\n`).join('');
    return Promise.resolve({ offset, next: end, size, text: lines.slice(offset - first * bytesPerLine) });
  };
  return { read, size, offsetOf: (i: number) => i * bytesPerLine, largest: () => largest };
}

const ask = (log: ReturnType<typeof aLog>, needle: string, from: number, direction: 'forwards' | 'backwards') =>
  searchLog({
    read: log.read,
    needle,
    from,
    direction,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });

describe('searchLog', () => {
  it('finds a line far into a log of a hundred megabytes, stretch by stretch', async () => {
    const log = aLog(210_000);
    expect(log.size).toBeGreaterThan(100 * 1024 * 1024);
    expect(await ask(log, 'LINE 200000 ', 0, 'forwards')).toBe(log.offsetOf(200_000));
    expect(log.largest()).toBe(searchBytes);
  });

  it('finds the nearest line before a place', async () => {
    const log = aLog(20_000);
    expect(await ask(log, 'line 777 ', log.size, 'backwards')).toBe(log.offsetOf(777));
    expect(await ask(log, 'line 0 ', log.offsetOf(15_000), 'backwards')).toBe(0);
  });

  it('says so where there is no further one', async () => {
    const log = aLog(8_000);
    expect(await ask(log, 'line 7 ', log.offsetOf(8), 'forwards')).toBeNull();
    expect(await ask(log, 'line 7 ', log.offsetOf(7), 'backwards')).toBeNull();
  });

  it('ends when it is told to', async () => {
    const log = aLog(20_000);
    const stopped = new AbortController();
    const progress: number[] = [];
    const found = await searchLog({
      read: log.read,
      needle: 'nowhere',
      from: 0,
      direction: 'forwards',
      onProgress: (read) => {
        progress.push(read);
        if (progress.length === 3) stopped.abort();
      },
      signal: stopped.signal,
    });
    expect(found).toBeNull();
    expect(progress).toHaveLength(3);
  });
});
