import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deleteAlias } from '../aliases/delete-alias';
import { putAlias } from '../aliases/put-alias';
import { getState } from '../measurements/get-state';
import { aServeResult } from '../testing/serve-result';
import { noRows, useTestStore } from '../testing/test-store';
import { loadSamples, loadSamplesOnFirstStart } from './load-samples';
import { removeSamples } from './remove-samples';

const { context, importFiles, placedFiles, points, countRows } = useTestStore();

async function sampleFolder(): Promise<string> {
  const folder = join(context().dataDir, 'samples');
  await mkdir(folder);
  await writeFile(join(folder, 's1.json'), JSON.stringify(aServeResult()));
  await writeFile(join(folder, 's2.json'), JSON.stringify(aServeResult({ model_id: 'other/model' })));
  return folder;
}
const placedArtifacts = async () => (await placedFiles()).filter((name) => name.endsWith('.gz'));

describe('loadSamples', () => {
  it('marks what it brings as sample data, and brings nothing twice', async () => {
    const folder = await sampleFolder();
    expect(await loadSamples(context(), folder)).toEqual({ measurements: 2 });
    expect(await loadSamples(context(), folder)).toEqual({ measurements: 0 });
    expect(await points()).toMatchObject([{ sample: true }, { sample: true }]);
  });

  it('leaves a record somebody imported before as theirs', async () => {
    await importFiles({ 'mine.json': aServeResult() });
    expect(await loadSamples(context(), await sampleFolder())).toEqual({ measurements: 1 });
    expect((await points()).map(({ sample }) => sample).sort()).toEqual([false, true]);
  });

  it('happens by itself only on a database nothing was ever stored in', async () => {
    const folder = await sampleFolder();
    await loadSamplesOnFirstStart(context(), folder);
    expect(await points()).toHaveLength(2);
    await removeSamples(context());
    await loadSamplesOnFirstStart(context(), folder);
    expect(await points()).toEqual([]);
  });
});

describe('removeSamples', () => {
  it('removes measurements with all that only they used, bytes included', async () => {
    await loadSamples(context(), await sampleFolder());
    expect(await removeSamples(context())).toEqual({ measurements: 2 });
    expect(await countRows()).toEqual(noRows);
    expect(await placedArtifacts()).toEqual([]);
  });

  it('leaves everything a person imported, also what shares deployment and workload with a sample', async () => {
    await loadSamples(context(), await sampleFolder());
    await importFiles({ 'mine.json': aServeResult({ max_concurrency: 64 }) });
    const before = (await points()).filter(({ sample }) => !sample);
    await removeSamples(context());
    expect(await points()).toEqual(before);
    expect(await countRows()).toMatchObject({ measurement: 1, deployment: 1, sweep: 1, artifact: 1, import: 1 });
    expect(await placedArtifacts()).toHaveLength(1);
  });

  it('leaves a sample that a person imported as well, with its bytes', async () => {
    await loadSamples(context(), await sampleFolder());
    const imported = await importFiles({ 'mine.json': aServeResult() }, { settings: { set: { gpu: 'L4' } } });
    expect(imported.files[0]?.created).toHaveLength(1);
    expect(await placedArtifacts()).toHaveLength(2);
    await removeSamples(context());
    expect(await points()).toMatchObject([{ sample: false, deployment: { hardware: { gpu: 'L4' } } }]);
    expect(await placedArtifacts()).toHaveLength(1);
  });

  it('changes nothing where there is no sample', async () => {
    await importFiles({ 'mine.json': aServeResult() });
    const before = await getState(context());
    expect(await removeSamples(context())).toEqual({ measurements: 0 });
    expect(await getState(context())).toEqual(before);
  });
});

describe('aliases', () => {
  it('rename points and join their deployments at once, and give the name back', async () => {
    await importFiles({ 'a.json': aServeResult({ model_id: '/models/l8b' }) });
    await importFiles({ 'b.json': aServeResult({ max_concurrency: 16 }) });
    const alias = { kind: 'model', name: '/models/l8b', target: 'meta-llama/Llama-3.1-8B-Instruct' } as const;
    const keys = async () => new Set((await points()).map(({ deploymentKey }) => deploymentKey)).size;
    expect(await keys()).toBe(2);
    await putAlias(context(), alias);
    expect(await keys()).toBe(1);
    await deleteAlias(context(), alias);
    expect(await keys()).toBe(2);
    expect((await getState(context())).revision).toBe(4);
  });

  it('refuse a name as its own target', async () => {
    const same = putAlias(context(), { kind: 'gpu', name: 'H100', target: 'H100' });
    await expect(same).rejects.toMatchObject({ code: 'bad-request' });
  });
});
