import { describe, expect, it } from 'vitest';
import { ChunkInbox, type ChunkReader, type Ending } from './chunk-inbox';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A reader that takes a millisecond over each chunk. */
function slowReader(log: (readonly [what: string, atMs: number])[]): ChunkReader {
  return {
    takeChunk: (bytes, atMs) => {
      const untilMs = performance.now() + 1;
      while (performance.now() < untilMs);
      log.push([bytes.toString(), atMs]);
    },
    takeEnding: ({ kind }: Ending) => log.push([kind, 0]),
  };
}

describe('ChunkInbox', () => {
  it('stamps chunks when they arrive, before any of them is read', async () => {
    const log: (readonly [string, number])[] = [];
    const inbox = new ChunkInbox();
    const reader = slowReader(log);
    const beforeMs = performance.now();
    for (let index = 0; index < 20; index++) inbox.put(reader, Buffer.from(String(index)));
    const afterMs = performance.now();
    expect(log).toEqual([]);
    await turn();
    expect(log.map(([what]) => what)).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
    for (const [, atMs] of log) {
      expect(atMs).toBeGreaterThanOrEqual(beforeMs);
      expect(atMs).toBeLessThanOrEqual(afterMs);
    }
  });

  it('keeps an ending behind its chunks', async () => {
    const log: (readonly [string, number])[] = [];
    const inbox = new ChunkInbox();
    const reader = slowReader(log);
    inbox.put(reader, Buffer.from('a'));
    inbox.put(reader, { kind: 'end' });
    await turn();
    expect(log.map(([what]) => what)).toEqual(['a', 'end']);
  });

  it('tells the times of each turn', async () => {
    const batches: number[] = [];
    const inbox = new ChunkInbox((timesMs) => batches.push(timesMs.length));
    const reader = slowReader([]);
    inbox.put(reader, Buffer.from('a'));
    inbox.put(reader, Buffer.from('b'));
    await turn();
    inbox.put(reader, Buffer.from('c'));
    await turn();
    expect(batches).toEqual([2, 1]);
  });
});
