import { describe, expect, it } from 'vitest';
import { getMeasurement } from '../measurements/get-measurement';
import { aServeResult } from '../testing/serve-result';
import { countRows, useTestStore } from '../testing/test-store';
import { emptyBin, readBin, sweepBin } from './bin';
import { deleteMeasurements } from './delete-measurements';
import { editMeasurements } from './edit-measurements';
import { listChanges } from './list-changes';
import type { Selection } from './selection';
import { undoChange } from './undo-change';
import type { Edit } from '@/lib/domain/edits/edit';
import { readRevision } from '@/lib/db/read-revision';

const { context, db, importFiles, placedFiles, points } = useTestStore();
const by = 'browser' as const;

const revision = async () => (await readRevision(db())).revision;
const edit = async (of: Selection, set: Edit, basedOn?: number) =>
  editMeasurements(context(), { of, set, by, basedOn: basedOn ?? (await revision()) });
const remove = async (of: Selection, basedOn?: number) =>
  deleteMeasurements(context(), { of, by, basedOn: basedOn ?? (await revision()) });
const undo = async (id: string | null) => undoChange(context(), { id: id ?? '', by });
const history = async (measurement?: string) => (await listChanges(context(), { measurement, limit: 50 })).changes;

/** Five loads of one deployment whose file names say TP2. */
async function importFive(): Promise<string[]> {
  const files = Object.fromEntries(
    [1, 2, 4, 8, 16].map((cap) => [`llama_tp2/c${cap}.json`, aServeResult({ max_concurrency: cap })]),
  );
  return (await importFiles(files)).files.flatMap(({ created }) => created);
}

/** Everything stored of the measurements, but when they were touched last. */
async function everything() {
  const found = await db().measurement.findMany({ orderBy: { id: 'asc' } });
  const sweeps = await db().sweep.findMany({ orderBy: { id: 'asc' } });
  return { found: found.map(({ revision: _revision, ...row }) => row), sweeps };
}

describe('editMeasurements', () => {
  it('sets TP on many at once, in one change of stored data, and every number per GPU follows', async () => {
    const ids = await importFive();
    const before = await revision();
    const written = await edit({ ids }, { tp: 4 });
    expect(written).toEqual({
      id: expect.any(String) as string,
      summary: 'Set TP to 4 on 5 measurements',
      measurements: 5,
      revision: before + 1,
    });
    expect(await revision()).toBe(before + 1);
    for (const point of await points()) {
      expect(point.derived).toMatchObject({ gpus: 4, outputTokensPerSPerGpu: 50 });
    }
  });

  it('keeps the identity of the record, and what it said of the field, beside what was set', async () => {
    const [id = ''] = await importFive();
    const before = await getMeasurement(context(), id);
    await edit({ ids: [id] }, { model: 'org/other', addTags: ['night'], notes: 'cold start' });
    const after = await getMeasurement(context(), id);
    expect(after.source).toEqual(before.source);
    expect(after).toMatchObject({ deployment: { model: 'org/other' }, tags: ['night'], notes: 'cold start' });
    expect(after.provenance['deployment.model']).toMatch(/^set by hand, \d{4}-\d\d-\d\d$/);
    expect(after.byHand['deployment.model']?.value).toBe(before.deployment.model);
  });

  it('moves what was edited to a sweep of its own, and leaves the rest where it was', async () => {
    const ids = await importFive();
    const [sweepBefore] = new Set((await points()).map(({ sweep }) => sweep.id));
    await edit({ ids: ids.slice(0, 2) }, { tp: 4 });
    const after = await points();
    expect(
      after
        .filter(({ sweep }) => sweep.id === sweepBefore)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(ids.slice(2).sort());
    expect(new Set(after.map(({ sweep }) => sweep.name))).toEqual(new Set(['llama_tp2']));
    expect(await db().deployment.count()).toBe(2);
  });

  it('leaves no empty sweep, deployment or workload behind', async () => {
    const ids = await importFive();
    await edit({ ids }, { tp: 4, isl: 1000 });
    expect(await countRows(db())).toMatchObject({ sweep: 1, deployment: 1, workload: 1 });
  });

  it('joins the sweep of a name that has the same deployment and workload', async () => {
    const ids = await importFive();
    const { files } = await importFiles({ 'other_tp2/a.json': aServeResult({ max_concurrency: 32 }) });
    const [added = ''] = files[0]?.created ?? [];
    await edit({ ids: [added] }, { sweep: 'llama_tp2' });
    const after = await points();
    expect(new Set(after.map(({ sweep }) => sweep.id)).size).toBe(1);
    expect(after).toHaveLength(ids.length + 1);
  });

  it('takes a whole sweep or a whole import as its selection', async () => {
    const ids = await importFive();
    const [point] = await points();
    expect((await edit({ sweepId: point?.sweep.id ?? '' }, { gpu: 'L4' })).measurements).toBe(ids.length);
    expect((await edit({ importId: point?.importId ?? '' }, { gpu: 'H100' })).measurements).toBe(ids.length);
  });

  it('refuses what was based on an older look, in a sentence, and changes nothing', async () => {
    const ids = await importFive();
    const looked = await revision();
    await edit({ ids: ids.slice(0, 2) }, { tp: 4 });
    const before = await everything();
    await expect(edit({ ids }, { tp: 8 }, looked)).rejects.toMatchObject({
      code: 'conflict',
      message: '2 of these 5 measurements changed after you looked. Look at what is stored now, then try again.',
    });
    expect(await everything()).toEqual(before);
  });

  it('goes ahead where only others changed since', async () => {
    const ids = await importFive();
    const looked = await revision();
    await edit({ ids: ids.slice(0, 2) }, { tp: 4 });
    expect((await edit({ ids: ids.slice(2) }, { tp: 8 }, looked)).measurements).toBe(3);
  });

  it('lets one of two edits of the same look at once through', async () => {
    const ids = await importFive();
    const looked = await revision();
    const both = await Promise.allSettled([edit({ ids }, { tp: 4 }, looked), edit({ ids }, { tp: 8 }, looked)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('refuses as a whole where one is not there or where it makes no sense for one', async () => {
    const ids = await importFive();
    await db().$executeRaw`UPDATE measurement SET extra = '{}'`;
    const bare = await importFiles({ 'plain.json': aServeResult({ max_concurrency: 77 }) });
    const before = await everything();
    await expect(edit({ ids: [...ids, 'f'.repeat(24)] }, { tp: 4 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(edit({ ids: [...ids, ...(bare.files[0]?.created ?? [])] }, { pp: 4 })).rejects.toMatchObject({
      code: 'unprocessable',
      message: 'Record 1 of plain.json has no topology yet: set its TP too. Nothing was changed.',
    });
    expect(await everything()).toEqual(before);
  });

  it('writes nothing down where everything is so already', async () => {
    const ids = await importFive();
    const before = await revision();
    expect(await edit({ ids }, { tp: 2 })).toMatchObject({ id: null, measurements: 0, revision: before });
    expect(await history()).toEqual([]);
  });

  it('leaves the sweep of one stored before joins were kept, and undo leads back to it', async () => {
    const ids = await importFive();
    await db().$executeRaw`UPDATE sweep SET joined_by = jsonb_build_object('sweepId', id)`;
    const before = await everything();
    const { id } = await edit({ ids: ids.slice(0, 2) }, { tp: 4 });
    await undo(id);
    expect(await everything()).toEqual(before);
  });
});

describe('undoChange', () => {
  it('gives back what was there to the last field, and can be undone itself', async () => {
    const ids = await importFive();
    const before = await everything();
    const edited = await edit({ ids }, { tp: 4, gpu: 'L4', sweep: 'renamed', addTags: ['x'], notes: 'n' });
    const after = await everything();
    const undone = await undo(edited.id);
    expect(await everything()).toMatchObject({ found: before.found });
    expect((await points()).every(({ sweep }) => sweep.name === 'llama_tp2')).toBe(true);
    const again = await undo(undone.id);
    expect((await everything()).found).toEqual(after.found);
    expect([undone.summary, again.summary]).toEqual([`Undid: ${edited.summary}`, `Did again: ${edited.summary}`]);
  });

  it('undoes an older edit where later ones touched other fields', async () => {
    const [id = ''] = await importFive();
    const first = await edit({ ids: [id] }, { gpu: 'L4' });
    await edit({ ids: [id] }, { model: 'org/m' });
    await undo(first.id);
    expect((await getMeasurement(context(), id)).deployment).toMatchObject({ model: 'org/m', hardware: { gpu: null } });
  });

  it('refuses twice, over a later change of the same field, and for what there is not', async () => {
    const ids = await importFive();
    const first = await edit({ ids }, { gpu: 'L4' });
    const second = await edit({ ids: ids.slice(0, 1) }, { gpu: 'H100' });
    await expect(undo(first.id)).rejects.toMatchObject({
      code: 'conflict',
      message: 'GPU of 1 measurement changed again since. Undo the later change first.',
    });
    await undo(second.id);
    await undo(first.id);
    await expect(undo(first.id)).rejects.toMatchObject({ code: 'conflict', message: /is undone already/ });
    await expect(undo('nothing')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('listChanges', () => {
  it('tells who did what when, page by page, and each field of one measurement', async () => {
    const ids = await importFive();
    for (const tp of [4, 8, 16]) await edit({ ids }, { tp });
    const first = await listChanges(context(), { limit: 2 });
    const second = await listChanges(context(), { limit: 2, cursor: first.next ?? '' });
    expect([...first.changes, ...second.changes].map(({ summary }) => summary)).toEqual(
      [16, 8, 4].map((tp) => `Set TP to ${tp} on 5 measurements`),
    );
    expect(second.next).toBeNull();
    expect(first.changes[0]).toMatchObject({ by: 'browser', kind: 'edit', measurements: 5, inBin: 0, fields: null });
    const [last] = await history(ids[0]);
    expect(last?.fields).toMatchObject([
      { path: 'deployment.topology', before: { value: [{ tp: 8 }] }, after: { value: [{ tp: 16 }] } },
    ]);
    await expect(listChanges(context(), { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'bad-request' });
  });
});

describe('deleteMeasurements', () => {
  it('takes a sweep off every list, and undo brings it back whole', async () => {
    const ids = await importFive();
    const before = await everything();
    const [point] = await points();
    const deleted = await remove({ sweepId: point?.sweep.id ?? '' });
    expect(deleted.summary).toBe('Deleted 5 measurements of sweep llama_tp2');
    expect(await points()).toEqual([]);
    await expect(getMeasurement(context(), ids[0] ?? '')).rejects.toMatchObject({ code: 'not-found' });
    expect(await readBin(context())).toEqual({ measurements: 5, keptDays: 30 });
    await undo(deleted.id);
    expect(await everything()).toEqual(before);
    expect(await readBin(context())).toMatchObject({ measurements: 0 });
  });

  it('keeps the bytes while they can be brought back, and lets them go when the bin is emptied', async () => {
    await importFive();
    await importFiles({ 'kept.json': aServeResult({ max_concurrency: 99 }) });
    const ids = (await points()).filter(({ sweep }) => sweep.name === 'llama_tp2').map(({ id }) => id);
    const { id } = await remove({ ids });
    expect(await placedFiles()).toHaveLength(6);
    expect(await emptyBin(context())).toEqual({ measurements: 5 });
    expect(await placedFiles()).toHaveLength(1);
    expect(new Set(Object.values(await countRows(db())))).toEqual(new Set([1]));
    await expect(undo(id)).rejects.toMatchObject({ code: 'not-found' });
    expect(await history()).toEqual([]);
  });

  it('keeps a file whose other records are still there', async () => {
    const lines = [1, 2].map((cap) => JSON.stringify(aServeResult({ max_concurrency: cap }))).join('\n');
    const { files } = await importFiles({ 'both.jsonl': lines });
    await remove({ ids: files[0]?.created.slice(0, 1) ?? [] });
    await emptyBin(context());
    expect(await placedFiles()).toHaveLength(1);
    expect(await points()).toHaveLength(1);
  });

  it('sweeps only what has been in the bin for longer than it is kept', async () => {
    const ids = await importFive();
    await remove({ ids: ids.slice(0, 2) });
    const day = 24 * 60 * 60 * 1000;
    expect(await sweepBin(context(), new Date(Date.now() + 29 * day))).toEqual({ measurements: 0 });
    expect(await sweepBin(context(), new Date(Date.now() + 31 * day))).toEqual({ measurements: 2 });
    expect(await points()).toHaveLength(3);
  });

  it('brings back what is imported again, as the file says', async () => {
    const ids = await importFive();
    await edit({ ids }, { tp: 8 });
    await remove({ ids });
    expect((await importFive()).sort()).toEqual([...ids].sort());
    expect((await points()).map(({ derived }) => derived.gpus)).toEqual([2, 2, 2, 2, 2]);
    expect(await readBin(context())).toMatchObject({ measurements: 0 });
  });

  it('refuses what was based on an older look, and what is deleted already', async () => {
    const ids = await importFive();
    const looked = await revision();
    await edit({ ids }, { tp: 4 });
    await expect(remove({ ids }, looked)).rejects.toMatchObject({ code: 'conflict' });
    await remove({ ids });
    await expect(remove({ ids })).rejects.toMatchObject({ code: 'not-found' });
  });
});
