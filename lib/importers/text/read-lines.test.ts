import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSourceFile, gzip } from '../testing/source-file';
import { linesOf, readLines } from './read-lines';

async function read(content: string | Uint8Array, chunkBytes?: number, fileBytes?: number) {
  const lines: [number, string][] = [];
  const problems: string[] = [];
  for await (const { line, problem } of readLines(aSourceFile(content, 'a.log', chunkBytes), fileBytes)) {
    if (problem) problems.push(problem.found);
    else lines.push([line.number, line.text]);
  }
  return { lines, problems };
}

describe('readLines', () => {
  it('numbers lines and leaves empty ones out', async () => {
    expect((await read('a\n\n  b  \r\nc')).lines).toEqual([
      [1, 'a'],
      [3, '  b'],
      [4, 'c'],
    ]);
  });

  it('shows what a progress bar wrote over, and what was printed behind it', async () => {
    expect((await read('\r  0%\r100%\rdone\nnext')).lines).toEqual([
      [1, '  0%'],
      [1, '100%'],
      [1, 'done'],
      [2, 'next'],
    ]);
  });

  it('leaves out colours, cursor moves and titles', async () => {
    expect((await read('\u001b[1;32mok\u001b[0m \u001b]0;title\u0007there\u001b[2K')).lines).toEqual([[1, 'ok there']]);
  });

  it('reads the same however the bytes are cut, compressed or not, with a byte order mark or not', async () => {
    const text = 'größe 1\r\n\r\u001b[32mb\u001b[0m\nlast';
    const expected = (await read(text)).lines;
    const mark = '\ufeff';
    for (let chunk = 1; chunk < 12; chunk++) {
      expect((await read(text, chunk)).lines).toEqual(expected);
      expect((await read(await gzip(mark + text), chunk)).lines).toEqual(expected);
    }
  });

  it('gives the lines of a text as those of its file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '=', ':') }), async (text) => {
        expect((await read(`x${text}`, 3)).lines).toEqual(
          linesOf(`x${text}`).map(({ number, text: t }) => [number, t]),
        );
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('keeps of an endless line what stands behind its last bar', async () => {
    const bar = `\r${'#'.repeat(1000)}`.repeat(1000);
    const { lines } = await read(`${bar}\rthe end\nnext`, 1 << 16);
    expect(lines.at(-2)).toEqual([1, 'the end']);
    expect(lines.at(-1)).toEqual([2, 'next']);
  });

  it.each([
    ['a binary file', 'a\0b', 'a binary file'],
    ['too much', 'a\n'.repeat(2000), 'more'],
  ])('refuses %s', async (_name, content, found) => {
    expect((await read(content, 1000, 3000)).problems).toEqual([found]);
  });

  it('says where compressed data is damaged', async () => {
    const packed = await gzip('a line\n'.repeat(10_000));
    expect((await read(packed.subarray(0, 60))).problems).toEqual([
      'compressed data that is damaged, cut off or joined',
    ]);
  });
});
