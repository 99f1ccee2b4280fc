import { describe, expect, it } from 'vitest';
import { aServeResult } from '../testing/serve-result';
import { noRows, useTestStore } from '../testing/test-store';
import { undoImport } from './undo-import';

const { context, importFiles, placedFiles, points, countRows: rows } = useTestStore();

const run = (load: number, seed = 0) => aServeResult({ max_concurrency: load, seed });
/** SHA-256 of the records of a first import, by their file. */
async function hashesOf(files: Record<string, unknown>): Promise<Record<string, string>> {
  const { id } = await importFiles(files);
  const found = Object.fromEntries((await points()).map(({ source }) => [source.file, source.sha256]));
  await undoImport(context(), id!);
  return found;
}

describe('commitImport, with sweeps put together by hand', () => {
  it('joins records of several folders under the name given, apart from the others', async () => {
    const files = { 'a/1.json': run(1), 'b/2.json': run(2), 'c/3.json': run(3) };
    const sha256 = await hashesOf(files);
    const records = [sha256['a/1.json']!, sha256['b/2.json']!];
    await importFiles(files, { settings: { sweeps: [{ name: 'mine', records, ordered: false }] } });
    const sweeps = new Map((await points()).map(({ source, sweep }) => [source.file, sweep]));
    expect(sweeps.get('a/1.json')).toEqual(sweeps.get('b/2.json'));
    expect([sweeps.get('a/1.json')?.name, sweeps.get('c/3.json')?.name]).toEqual(['mine', 'c']);
  });

  it('puts them into the stored sweep of that name where deployment and workload are the same', async () => {
    await importFiles({ 'night/1.json': run(1) });
    const files = { 'x/2.json': run(2) };
    const sha256 = await hashesOf(files);
    await importFiles(files, {
      settings: { sweeps: [{ name: 'night', records: [sha256['x/2.json']!], ordered: false }] },
    });
    const ids = (await points()).map(({ sweep }) => sweep.id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('numbers the repeats of a load in the order given', async () => {
    const files = { 'a.json': run(4, 1), 'b.json': run(4, 2), 'c.json': run(8, 3) };
    const sha256 = await hashesOf(files);
    const records = ['b.json', 'c.json', 'a.json'].map((file) => sha256[file]!);
    await importFiles(files, { settings: { sweeps: [{ name: 's', records, ordered: true }] } });
    const repeats = Object.fromEntries((await points()).map(({ source, repeat }) => [source.file, repeat]));
    expect(repeats).toEqual({ 'a.json': 1, 'b.json': 0, 'c.json': null });
  });
});

describe('commitImport, told to stop', () => {
  it('leaves no row and no file, whenever that is, and goes through afterwards', async () => {
    const files = Object.fromEntries([1, 2, 3, 4].map((load) => [`${load}.json`, run(load)]));
    for (const phase of ['reading', 'storing']) {
      const stop = new AbortController();
      const tell = (step: { phase: string }) => {
        if (step.phase === phase) stop.abort(new Error(`stopped while ${phase}`));
      };
      await expect(importFiles(files, { signal: stop.signal, tell })).rejects.toThrow(`stopped while ${phase}`);
      expect(await rows(), phase).toEqual(noRows);
      expect(await placedFiles(), phase).toEqual([]);
    }
    await importFiles(files);
    expect(await rows()).toMatchObject({ measurement: 4 });
  });

  it('tells how many files are read, then that it stores', async () => {
    const told: unknown[] = [];
    await importFiles({ 'a.json': run(1), 'b.json': run(2) }, { tell: (step) => told.push(step) });
    expect(told).toEqual([
      { phase: 'reading', done: 1, total: 2 },
      { phase: 'reading', done: 2, total: 2 },
      { phase: 'storing' },
    ]);
  });
});

describe('undoImport', () => {
  it('deletes exactly what the import added, bytes included, once', async () => {
    await importFiles({ 'kept/1.json': run(1) });
    const before = { rows: await rows(), files: await placedFiles(), points: await points() };
    const second = await importFiles({ 'kept/1.json': run(1), 'more/2.json': run(2), 'more/3.json': run(3) });
    expect(await undoImport(context(), second.id!)).toEqual({ measurements: 2 });
    expect({ rows: await rows(), files: await placedFiles(), points: await points() }).toEqual(before);
    await expect(undoImport(context(), second.id!)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves sample data to its own removal', async () => {
    const { id } = await importFiles({ 'sample.json': run(1) }, { via: 'sample' });
    await expect(undoImport(context(), id!)).rejects.toMatchObject({ code: 'not-found' });
    expect(await points()).toHaveLength(1);
  });
});
