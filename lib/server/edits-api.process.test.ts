import { describe, expect, it } from 'vitest';
import { errorBody, importResponse, pointsResponse } from '@/lib/api/contracts';
import { changesResponse, importsResponse, writtenChange } from '@/lib/api/edit-contracts';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { useKneepoint } from './testing/use-kneepoint';

const { at, bearer } = useKneepoint();
const errorOf = async (response: Response) => errorBody.parse(await response.json()).error;
const readPoints = async () =>
  pointsResponse.parse(await (await fetch(at('/api/v1/points'), { headers: bearer() })).json());

function upload(path: string, files: Record<string, string>) {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
  return fetch(at(path), { method: 'POST', body: form, headers: bearer() });
}

describe('what is done afterwards', () => {
  const send = (path: string, body?: unknown) =>
    fetch(at(path), {
      method: 'POST',
      headers: { ...bearer(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const written = async (response: Response) => {
    expect(response.status).toBe(200);
    return writtenChange.parse(await response.json());
  };
  const storeOne = async (cap: number) => {
    const response = await upload('/api/v1/imports', {
      [`tp2/c${cap}.json`]: JSON.stringify(aServeResult({ max_concurrency: cap })),
    });
    const { files } = importResponse.parse(await response.json());
    return files[0]?.created[0] ?? '';
  };

  it('edits, tells of it in history, and undoes', async () => {
    const id = await storeOne(501);
    const { revision } = await readPoints();
    const edited = await written(
      await send('/api/v1/measurements/edits', { of: { ids: [id] }, basedOn: revision, set: { tp: 4 } }),
    );
    const gpus = async () => (await readPoints()).points.find((point) => point.id === id)?.derived.gpus;
    expect(await gpus()).toBe(4);
    const history = await fetch(at(`/api/v1/changes?measurement=${id}`), { headers: bearer() });
    expect(changesResponse.parse(await history.json()).changes).toMatchObject([
      { id: edited.id, by: 'api', summary: 'Set TP to 4 on 1 measurement', fields: [{ path: 'deployment.topology' }] },
    ]);
    await written(await send(`/api/v1/changes/${edited.id}/undo`));
    expect(await gpus()).toBe(2);
  });

  it('deletes into the bin, and out of it for good', async () => {
    const id = await storeOne(502);
    const { revision } = await readPoints();
    await written(await send('/api/v1/measurements/deletions', { of: { ids: [id] }, basedOn: revision }));
    expect((await fetch(at(`/api/v1/measurements/${id}`), { headers: bearer() })).status).toBe(404);
    const bin = await fetch(at('/api/v1/bin'), { headers: bearer() });
    expect(await bin.json()).toEqual({ measurements: 1, keptDays: 30 });
    const emptied = await fetch(at('/api/v1/bin'), { method: 'DELETE', headers: bearer() });
    expect(await emptied.json()).toEqual({ measurements: 1 });
  });

  it('reads an import again, and finds it in the list of imports', async () => {
    const id = await storeOne(503);
    const found = (await readPoints()).points.find((point) => point.id === id);
    const { imports } = importsResponse.parse(await (await fetch(at('/api/v1/imports'), { headers: bearer() })).json());
    expect(imports.find((one) => one.id === found?.importId)).toMatchObject({ measurements: 1, outdated: 0 });
    const preview = await send('/api/v1/reimports/preview', { of: { importId: found?.importId } });
    expect(await preview.json()).toMatchObject({ measurements: 1, unchanged: 1, changed: [] });
  });

  it.each([
    [{ of: { ids: [] }, basedOn: 0, set: { tp: 2 } }, 400, /of\.ids: expected at least one id/],
    [{ of: { ids: ['x'], sweepId: 'y' }, basedOn: 0, set: { tp: 2 } }, 400, /expected one of ids/],
    [{ of: { ids: ['x'] }, basedOn: 0, set: {} }, 400, /expected at least one field to set/],
    [{ of: { ids: ['x'] }, basedOn: 0, set: { tp: 0 } }, 400, /set\.tp/],
    [{ of: { ids: ['x'] }, basedOn: 0, set: { tp: 2, gpusTotal: 8 } }, 400, /gpusTotal/],
    [{ of: { ids: ['x'] }, set: { tp: 2 } }, 400, /basedOn/],
    [{ of: { ids: ['x'] }, basedOn: 0, set: { tp: 2 } }, 404, /There is no such measurement/],
  ])('refuses the edit %j in a sentence', async (body, status, message) => {
    const response = await send('/api/v1/measurements/edits', body);
    expect(response.status).toBe(status);
    expect((await errorOf(response)).message).toMatch(message);
  });

  it('answers an edit of what changed meanwhile with 409', async () => {
    const id = await storeOne(504);
    const { revision } = await readPoints();
    const edit = (tp: number) =>
      send('/api/v1/measurements/edits', { of: { ids: [id] }, basedOn: revision, set: { tp } });
    await written(await edit(4));
    const second = await edit(8);
    expect([second.status, (await errorOf(second)).message]).toEqual([
      409,
      'One of these measurements changed after you looked. Look at what is stored now, then try again.',
    ]);
  });
});
