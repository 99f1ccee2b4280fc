import { describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/database';
import { getState } from '../measurements/get-state';
import { aServeResult } from '../testing/serve-result';
import { countRows, noRows, useTestStore } from '../testing/test-store';

const { context, db, importFiles, placedFiles, points, countRows: rows } = useTestStore();
const revision = async () => (await getState(context())).revision;

describe('commitImport', () => {
  it('stores rows, artifact and sweep of a file, and counts one change', async () => {
    const result = await importFiles({ 'tp4/run.json': aServeResult() }, { settings: { set: { gpu: 'H100' } } });
    expect(result.files).toMatchObject([{ file: 'tp4/run.json', format: 'vllm-serve', existing: [], problems: [] }]);
    expect(result.files[0]?.created).toHaveLength(1);
    expect(await rows()).toEqual({
      artifact: 1,
      import: 1,
      importedFile: 1,
      deployment: 1,
      workload: 1,
      sweep: 1,
      measurement: 1,
    });
    expect(await placedFiles()).toHaveLength(1);
    expect(await revision()).toBe(1);
    expect(await points()).toMatchObject([
      { id: result.files[0]?.created[0], deployment: { hardware: { gpu: 'H100 SXM' } }, sweep: { name: 'tp4' } },
    ]);
  });

  it('creates nothing for a second import of the same record and says it exists', async () => {
    const first = await importFiles({ 'run.json': aServeResult() });
    const second = await importFiles({ 'again.json': aServeResult() });
    expect(second).toMatchObject({ id: null, files: [{ created: [], existing: first.files[0]?.created }] });
    expect(await rows()).toMatchObject({ import: 1, artifact: 1, measurement: 1 });
    expect(await placedFiles()).toHaveLength(1);
    expect(await revision()).toBe(1);
  });

  it('adds only what is new of a JSON Lines file that has grown', async () => {
    const lines = [4, 8, 16].map((load) => JSON.stringify(aServeResult({ max_concurrency: load })));
    await importFiles({ 'log.jsonl': lines.slice(0, 2).join('\n') });
    const second = await importFiles({ 'log.jsonl': lines.join('\n') });
    expect(second.files[0]).toMatchObject({ created: [expect.any(String)], existing: { length: 2 } });
    expect(await rows()).toMatchObject({ import: 2, artifact: 2, measurement: 3 });
  });

  it('stores a record two files of one import hold once', async () => {
    const result = await importFiles({ 'a.json': aServeResult(), 'b.json': aServeResult() });
    expect(result.files.map(({ created, existing }) => [created.length, existing.length])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(await rows()).toMatchObject({ artifact: 1, importedFile: 1, measurement: 1 });
  });

  it('refuses the whole import for one problem and leaves no row and no file', async () => {
    const files = { 'good.json': aServeResult(), 'bad.json': '{"model_id": "x"' };
    await expect(importFiles(files)).rejects.toMatchObject({ code: 'unprocessable', problems: [{ file: 'bad.json' }] });
    expect(await rows()).toEqual(noRows);
    expect(await placedFiles()).toEqual([]);
    expect(await revision()).toBe(0);
  });

  it('stores what reads and reports the rest when problems are to be skipped', async () => {
    const files = { 'good.json': aServeResult(), 'bad.json': '{"model_id": "x"' };
    const result = await importFiles(files, { settings: { skipProblems: true } });
    expect(result.files).toMatchObject([{ created: [expect.any(String)] }, { created: [], problems: [{}] }]);
    expect(await rows()).toMatchObject({ importedFile: 1, artifact: 1, measurement: 1 });
  });

  it('refuses an import of which nothing can be read though problems are to be skipped', async () => {
    const refused = importFiles({ 'bad.json': '' }, { settings: { skipProblems: true } });
    await expect(refused).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await rows()).toEqual(noRows);
  });

  it('answers a resend with the same key as before, even after a part was there already', async () => {
    await importFiles({ 'old.json': aServeResult() });
    const files = { 'old.json': aServeResult(), 'new.json': aServeResult({ max_concurrency: 16 }) };
    const first = await importFiles(files, { idempotencyKey: 'key-1' });
    expect(await importFiles(files, { idempotencyKey: 'key-1' })).toEqual(first);
    expect(first.files[1]?.created).toHaveLength(1);
    expect(await rows()).toMatchObject({ import: 2, measurement: 2 });
  });

  it('refuses a key that was used for something else', async () => {
    await importFiles({ 'a.json': aServeResult() }, { idempotencyKey: 'key-1' });
    const other = importFiles({ 'a.json': aServeResult({ max_concurrency: 2 }) }, { idempotencyKey: 'key-1' });
    await expect(other).rejects.toMatchObject({ code: 'conflict' });
  });

  it('joins sweeps of one name across imports, and leaves nameless ones apart', async () => {
    const at = (load: number) => aServeResult({ max_concurrency: load });
    await importFiles({ 'a.json': at(1) }, { settings: { sweep: 'night' } });
    await importFiles({ 'b.json': at(2) }, { settings: { sweep: 'night' } });
    await importFiles({ 'c.json': at(4) });
    await importFiles({ 'd.json': at(8) });
    expect(await rows()).toMatchObject({ sweep: 3, deployment: 1, measurement: 4 });
  });

  it('keeps characters PostgreSQL cannot store out of rows and the rest of the text in', async () => {
    const result = await importFiles({ 'run.json': aServeResult({ label: 'a\0b\ud800c', 'x\0y': 1 }) });
    const [measurement] = await points();
    expect(measurement?.id).toBe(result.files[0]?.created[0]);
    const [row] = await db().$queryRaw<{ extra: string }[]>`SELECT extra::text AS extra FROM measurement`;
    expect(row?.extra).toContain('a\ufffdb\ufffdc');
  });

  it('lets ten imports of the same record at once all succeed and stores it once', async () => {
    const files = (index: number) => ({
      [`shared-${index}.json`]: aServeResult(),
      [`own-${index}.json`]: aServeResult({ max_concurrency: 100 + index }),
    });
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => importFiles(files(index))));
    expect(results.reduce((sum, { files: [shared] }) => sum + (shared?.created.length ?? 0), 0)).toBe(1);
    expect(await rows()).toMatchObject({ import: 10, measurement: 11, artifact: 11 });
    expect(await placedFiles()).toHaveLength(11);
    expect(await revision()).toBe(10);
  });

  it('lets ten resends of one key at once all have the one answer', async () => {
    const files = { 'a.json': aServeResult() };
    const results = await Promise.all(
      Array.from({ length: 10 }, () => importFiles(files, { idempotencyKey: 'key-1' })),
    );
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await rows()).toMatchObject({ import: 1, measurement: 1 });
    expect(await placedFiles()).toHaveLength(1);
  });

  it('leaves nothing behind when the transaction fails in its last step', async () => {
    await db().$executeRaw`ALTER TABLE measurement ADD CONSTRAINT refuse CHECK (load_max_concurrency <> 7)`;
    try {
      await expect(importFiles({ 'a.json': aServeResult({ max_concurrency: 7 }) })).rejects.toThrow();
    } finally {
      await db().$executeRaw`ALTER TABLE measurement DROP CONSTRAINT refuse`;
    }
    expect(await rows()).toEqual(noRows);
    expect(await placedFiles()).toEqual([]);
  });

  it('keeps the bytes of an import whose commit was through though its answer was lost', async () => {
    const losingAnswer = new Proxy(db(), {
      get: (target, name): unknown =>
        name === '$transaction' ? commitThenFailOnce(target) : Reflect.get(target, name),
    });
    await expect(importFiles({ 'a.json': aServeResult() }, {}, { ...context(), db: losingAnswer })).rejects.toThrow(
      'lost',
    );
    expect(await countRows(db())).toMatchObject({ measurement: 1, artifact: 1 });
    expect(await placedFiles()).toHaveLength(1);
  });
});

let lost = false;
function commitThenFailOnce(target: Database) {
  return async (...call: Parameters<Database['$transaction']>) => {
    const answer: unknown = await target.$transaction(...call);
    if (lost) return answer;
    lost = true;
    throw new Error('the connection was lost');
  };
}
