import { describe, expect, it } from 'vitest';
import { ChunkInbox, type ChunkReader } from './chunk-inbox';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A reader that notes what it is given, and when that arrived. */
function notingReader() {
  const read: (readonly [what: string, atMs: number])[] = [];
  const reader: ChunkReader = {
    takeChunk: (bytes, atMs) => read.push([bytes.toString(), atMs]),
    takeEnding: ({ kind }) => read.push([kind, 0]),
  };
  return { read, reader };
}

describe('ChunkInbox', () => {
  it('reads nothing in the turn in which it came, and keeps the order, endings included', async () => {
    const { read, reader } = notingReader();
    const inbox = new ChunkInbox();
    inbox.put(reader, Buffer.from('a'), 1);
    inbox.put(reader, Buffer.from('b'), 2);
    inbox.put(reader, { kind: 'end' }, 3);
    expect(read).toEqual([]);
    await turn();
    expect(read).toEqual([
      ['a', 1],
      ['b', 2],
      ['end', 0],
    ]);
  });

  it('reads much in several turns, so that what comes meanwhile is stamped in time', async () => {
    const { read, reader } = notingReader();
    const inbox = new ChunkInbox();
    for (let index = 0; index < 40; index++) inbox.put(reader, Buffer.from(String(index)), index);
    await turn();
    expect(read.length).toBeGreaterThan(0);
    expect(read.length).toBeLessThan(40);
    inbox.put(reader, Buffer.from('40'), 40);
    while (read.length < 41) await turn();
    expect(read.map(([, atMs]) => atMs)).toEqual(Array.from({ length: 41 }, (_, index) => index));
  });

  it('tells the times of each turn once, before they are read', async () => {
    const turns: (readonly number[])[] = [];
    const { read, reader } = notingReader();
    const inbox = new ChunkInbox((timesMs) => {
      turns.push(timesMs);
      expect(read.every(([, atMs]) => !timesMs.includes(atMs))).toBe(true);
    });
    for (let index = 0; index < 20; index++) inbox.put(reader, Buffer.from('x'), index);
    while (read.length < 20) await turn();
    inbox.put(reader, Buffer.from('y'), 20);
    await turn();
    expect(turns.filter((timesMs) => timesMs.length > 0)).toEqual([
      Array.from({ length: 20 }, (_, index) => index),
      [20],
    ]);
  });
});
