import { describe, expect, it } from 'vitest';
import { findHeld, type HeldRow, updateHeld } from '@/lib/db/held-measurements';
import { readRevision } from '@/lib/db/read-revision';
import { anEngine } from '@/lib/domain/topology';
import { undoImport } from '../imports/undo-import';
import { getMeasurement } from '../measurements/get-measurement';
import { aServeResult } from '../testing/serve-result';
import { useTestStore } from '../testing/test-store';
import { editMeasurements } from './edit-measurements';
import { previewReimport, reimport, type ReimportInput } from './reimport';
import { undoChange } from './undo-change';

const { context, db, importFiles, points } = useTestStore();
const by = 'cli' as const;

const revision = async () => (await readRevision(db())).revision;
const takeOver = async (input: Omit<ReimportInput, 'by' | 'basedOn'>) =>
  reimport(context(), { ...input, by, basedOn: await revision() });

async function importOne(name = 'llama_tp2/a.json'): Promise<{ id: string; importId: string }> {
  const { id, files } = await importFiles({ [name]: aServeResult() });
  return { id: files[0]?.created[0] ?? '', importId: id ?? '' };
}

/** As an importer of old might have left them: it knew no durations and took the file's TP for something else. */
async function readByAnOlderImporter(id: string): Promise<void> {
  const found = await findHeld(db(), { ids: [id] });
  const older = found.map(({ row, held }) => {
    const base = {
      ...held.base,
      durationS: null,
      deployment: { ...held.base.deployment, topology: [anEngine({ tp: 1, dp: 2 })] },
      extra: { ...held.base.extra, forgotten: 1 },
    };
    return { row, held: { ...held, base, importerVersion: 0 } };
  });
  await updateHeld(db(), older, { revision: 0, at: new Date() });
}

describe('previewReimport', () => {
  it('finds nothing to change right after an import, whatever a person filled in', async () => {
    const { files } = await importFiles(
      { 'llama_tp2/a.json': aServeResult(), 'b.json': aServeResult({ max_concurrency: 9 }) },
      { settings: { set: { gpu: 'H100', tp: 2, dataset: 'random' } } },
    );
    const ids = files.flatMap(({ created }) => created);
    expect(await previewReimport(context(), { ids })).toEqual({
      revision: await revision(),
      measurements: 2,
      unchanged: 2,
      changed: [],
    });
  });

  it('leaves what a person chose of two sources that contradict each other', async () => {
    const files = { 'llama_tp2/a.json': aServeResult(), 'llama_tp2/run.sh': 'vllm serve org/Model-8B -tp 4' };
    const { id: first, files: read } = await importFiles(files);
    const [{ row }] = (await findHeld(db(), { ids: read[0]?.created ?? [] })) as [HeldRow];
    await undoImport(context(), first ?? '');
    const choices = { [row.sha256]: { 'deployment.topology.tp': 'llama_tp2/a.json' } };
    const { files: stored } = await importFiles(files, { settings: { choices } });
    const ids = stored.flatMap(({ created }) => created);
    const [before] = await findHeld(db(), { ids });
    expect(before?.held.base.deployment.topology).toEqual([anEngine({ tp: 2 })]);
    await takeOver({ of: { ids } });
    expect((await findHeld(db(), { ids }))[0]?.held.base.deployment.topology).toEqual([anEngine({ tp: 2 })]);
  });

  it('names each field with what was read then and what is read now, and stores nothing', async () => {
    const { id, importId } = await importOne();
    await readByAnOlderImporter(id);
    const before = await db().measurement.findMany();
    const { changed } = await previewReimport(context(), { importId });
    expect(changed).toMatchObject([
      { id, file: 'llama_tp2/a.json', record: 1, readBy: 0, presentVersion: 2, problem: null },
    ]);
    expect(changed[0]?.differences.map(({ path, recorded, read }) => [path, recorded.value, read.value])).toEqual([
      ['deployment.topology', [anEngine({ tp: 1, dp: 2 })], [anEngine({ tp: 2 })]],
      ['durationS', null, 40],
      ['extra.forgotten', 1, undefined],
    ]);
    expect(await db().measurement.findMany()).toEqual(before);
  });

  it('says so where the file holds no such record any more', async () => {
    const { id } = await importOne();
    await db().$executeRaw`UPDATE measurement SET sha256 = id || repeat('0', 40)`;
    const { changed } = await previewReimport(context(), { ids: [id] });
    expect(changed[0]?.problem).toBe(
      'llama_tp2/a.json holds no such record for the importers of today; it stays as it is.',
    );
  });

  it('refuses a selection of nothing', async () => {
    await expect(previewReimport(context(), { importId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('reimport', () => {
  it('takes over everything that differs, remembers the version, and undo gives it back', async () => {
    const { id } = await importOne();
    await readByAnOlderImporter(id);
    const before = await getMeasurement(context(), id);
    const written = await takeOver({ of: { ids: [id] } });
    expect(written.summary).toBe('Read 1 measurement again: 3 fields');
    expect(await getMeasurement(context(), id)).toMatchObject({
      durationS: 40,
      importerVersion: 2,
      deployment: { topology: [anEngine({ tp: 2 })] },
      derived: { gpus: 2, outputTokensPerSPerGpu: 100 },
    });
    await undoChange(context(), { id: written.id ?? '', by });
    expect(await getMeasurement(context(), id)).toEqual(before);
  });

  it('takes over chosen fields alone', async () => {
    const { id } = await importOne();
    await readByAnOlderImporter(id);
    await takeOver({ of: { ids: [id] }, take: { [id]: ['durationS'] } });
    const after = await getMeasurement(context(), id);
    expect(after.durationS).toBe(40);
    expect(after.deployment.topology).toEqual([anEngine({ tp: 1, dp: 2 })]);
    expect((await previewReimport(context(), { ids: [id] })).changed[0]?.differences.map(({ path }) => path)).toEqual([
      'deployment.topology',
      'extra.forgotten',
    ]);
  });

  it('never touches what was set by hand, and shows what the record says now beside it', async () => {
    const { id } = await importOne();
    await readByAnOlderImporter(id);
    await editMeasurements(context(), { of: { ids: [id] }, basedOn: await revision(), set: { tp: 8, dp: 1 }, by });
    const [one] = (await previewReimport(context(), { ids: [id] })).changed;
    expect(one?.differences[0]).toMatchObject({
      path: 'deployment.topology',
      byHand: { value: [anEngine({ tp: 8 })] },
    });
    await takeOver({ of: { ids: [id] } });
    const after = await getMeasurement(context(), id);
    expect(after.deployment.topology).toEqual([anEngine({ tp: 8 })]);
    expect(after.byHand['deployment.topology']?.value).toEqual([anEngine({ tp: 2 })]);
    expect((await points())[0]?.derived.gpus).toBe(8);
  });

  it('refuses what was based on an older look', async () => {
    const { id } = await importOne();
    const looked = await revision();
    await readByAnOlderImporter(id);
    await editMeasurements(context(), { of: { ids: [id] }, basedOn: looked, set: { tp: 8 }, by });
    await expect(reimport(context(), { of: { ids: [id] }, basedOn: looked, by })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
