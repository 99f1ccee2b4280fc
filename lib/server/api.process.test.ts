import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorBody, pointsResponse } from '@/lib/api/contracts';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { createOneTimeLink } from './auth/one-time-link';
import { readSecrets } from './auth/secrets';
import { until } from './launcher/testing/processes';
import { ask } from './testing/ask';
import { useKneepoint } from './testing/use-kneepoint';

const { kneepoint, at, bearer } = useKneepoint();
const secrets = () => readSecrets({ dataDir: kneepoint().dataDir, token: null });

function upload(
  path: string,
  files: Record<string, string | Uint8Array<ArrayBuffer>>,
  init: RequestInit = {},
  settings = {},
) {
  const form = new FormData();
  form.append('settings', JSON.stringify(settings));
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
  return fetch(at(path), { method: 'POST', body: form, headers: bearer(), ...init });
}
const errorOf = async (response: Response) => errorBody.parse(await response.json()).error;
const readPoints = async () =>
  pointsResponse.parse(await (await fetch(at('/api/v1/points'), { headers: bearer() })).json());

/** Every file of an import in the data folder. */
async function listFiles(): Promise<string[]> {
  const folders = await Promise.all(
    ['artifacts', 'incoming'].map((name) => readdir(join(kneepoint().dataDir, name), { recursive: true })),
  );
  return folders
    .flat()
    .filter((name) => !/^[0-9a-f]{2}$/.test(name))
    .sort();
}

describe('signing in', () => {
  it('opens with a link once, and says why it does not a second time', async () => {
    const link = await createOneTimeLink(await secrets(), kneepoint().address);
    const first = await ask(link);
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    const session = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect((await ask(at('/explore'), { headers: { cookie: session } })).status).toBe(200);

    const second = await ask(link);
    expect([second.status, second.headers.location, second.headers['set-cookie']]).toEqual([
      303,
      '/?sign-in=used',
      undefined,
    ]);
    expect((await ask(link, { headers: { cookie: session } })).headers.location).toBe('/');
  });

  it('lets one of twenty who use a link at once in', async () => {
    const link = await createOneTimeLink(await secrets(), kneepoint().address);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(link)));
    expect(answers.filter(({ headers }) => headers['set-cookie'] !== undefined)).toHaveLength(1);
  });

  it('goes on by a page of its own where a foreign site led here, or a strict cookie would not come along', async () => {
    const link = await createOneTimeLink(await secrets(), kneepoint().address);
    const { status, body, headers } = await ask(link, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([status, headers['set-cookie']?.length]).toEqual([200, 1]);
    expect(body).toContain('url=/');
  });

  it('trades the token for a session and takes it away again', async () => {
    const json = { 'content-type': 'application/json' };
    const post = (token: string) =>
      ask(at('/api/v1/session'), { method: 'POST', headers: json, body: JSON.stringify({ token }) });
    expect((await post('wrong')).status).toBe(401);
    const { status, headers } = await post(kneepoint().token);
    expect(status).toBe(204);
    expect(headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict$/);
    const out = await ask(at('/api/v1/session'), { method: 'DELETE' });
    expect(out.headers['set-cookie']?.[0]).toContain('Max-Age=0');
  });
});

describe('importing', () => {
  it('previews without storing, stores once, and gives the bytes back', async () => {
    const files = { 'größe/tp4.json': JSON.stringify(aServeResult({ max_concurrency: 33 })) };
    const before = await readPoints();
    const preview = (await (await upload('/api/v1/imports/preview', files)).json()) as {
      files: { measurements: unknown[] }[];
    };
    expect(preview.files[0]?.measurements).toMatchObject([{ stored: false, measurement: { derived: { gpus: 4 } } }]);
    expect(await readPoints()).toEqual(before);

    const first = (await (await upload('/api/v1/imports', files)).json()) as { files: { created: string[] }[] };
    const id = first.files[0]?.created[0] ?? '';
    expect(await (await upload('/api/v1/imports', files)).json()).toMatchObject({
      id: null,
      files: [{ existing: [id] }],
    });
    const points = await readPoints();
    expect(points.points).toHaveLength(before.points.length + 1);
    expect(points.revision).toBe(before.revision + 1);

    const measurement = (await (await fetch(at(`/api/v1/measurements/${id}`), { headers: bearer() })).json()) as {
      source: { file: string };
      artifact: { href: string };
    };
    expect(measurement.source.file).toBe('größe/tp4.json');
    const artifact = await fetch(at(measurement.artifact.href), { headers: bearer() });
    expect(await artifact.text()).toBe(Object.values(files)[0]);
    expect(artifact.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''tp4.json");
  });

  it('answers 304 for points until something changes', async () => {
    const tag = (await fetch(at('/api/v1/points'), { headers: bearer() })).headers.get('etag') ?? '';
    const again = () => ask(at('/api/v1/points'), { headers: { ...bearer(), 'if-none-match': tag } });
    expect(await again()).toMatchObject({ status: 304, body: '' });
    await upload('/api/v1/imports', { 'a.json': JSON.stringify(aServeResult({ max_concurrency: 34 })) });
    expect((await again()).status).toBe(200);
  });

  const good = aServeResult();
  it.each<[string, string | Uint8Array<ArrayBuffer>, object, number]>([
    ['an empty file', '', {}, 422],
    ['a binary file', new Uint8Array(2000).map((_, index) => index * 37), {}, 422],
    ['a truncated file', JSON.stringify(good).slice(0, 300), {}, 422],
    ['10,000 levels', '['.repeat(10_000) + ']'.repeat(10_000), {}, 422],
    ['a string for a number', JSON.stringify({ ...good, duration: 'long' }), {}, 422],
    ['a negative duration', JSON.stringify({ ...good, duration: -1 }), {}, 422],
    ['TP 0 in the file', JSON.stringify({ ...good, tensor_parallel_size: 0 }), {}, 422],
    ['TP 0 in the settings', JSON.stringify(good), { set: { tp: 0 } }, 400],
    ['settings nobody knows', JSON.stringify(good), { colour: 'red' }, 400],
    ['a fill that contradicts the file', JSON.stringify({ ...good, tensor_parallel_size: 4 }), { set: { tp: 8 } }, 422],
  ])('refuses %s in a sentence and leaves no row and no file', async (_what, content, settings, status) => {
    const [points, files] = [await readPoints(), await listFiles()];
    for (const path of ['/api/v1/imports', '/api/v1/imports/preview']) {
      const response = await upload(path, { 'bad.json': content }, {}, settings);
      // A preview shows problems instead of refusing.
      if (path.endsWith('preview') && status === 422) expect(response.status).toBe(200);
      else {
        expect(response.status).toBe(status);
        const { message, problems } = await errorOf(response);
        expect(message).toMatch(status === 422 ? /^bad\.json.*\.$/ : /^settings: .*\.$/);
        if (status === 422) expect(problems?.[0]).toMatchObject({ file: 'bad.json', message });
      }
    }
    expect([await readPoints(), await listFiles()]).toEqual([points, files]);
  });

  it('keeps names of files labels: none leads out of the data folder', async () => {
    const files = { '../../../../tmp/out.json': JSON.stringify(aServeResult({ max_concurrency: 35 })) };
    const stored = (await (await upload('/api/v1/imports', files)).json()) as { files: { file: string }[] };
    expect(stored.files[0]?.file).toBe('tmp/out.json');
    expect((await listFiles()).some((name) => name.includes('out.json'))).toBe(false);
  });

  it('forgets an upload whose sender goes away', async () => {
    const leaving = new AbortController();
    const body = halfAForm(leaving);
    const headers = { ...bearer(), 'content-type': 'multipart/form-data; boundary=x' };
    const sent = fetch(at('/api/v1/imports'), {
      method: 'POST',
      body,
      headers,
      duplex: 'half',
      signal: leaving.signal,
    } as RequestInit);
    await expect(sent).rejects.toThrow();
    await until(
      'the upload is forgotten',
      async () => (await readdir(join(kneepoint().dataDir, 'incoming'))).length === 0,
    );
  });

  it.each([
    ['application/json', '{}', 415],
    ['multipart/form-data; boundary=x', 'no form', 400],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n{',
      400,
    ],
  ])('refuses a body of %s that is none: %j', async (type, body, status) => {
    const headers = { ...bearer(), 'content-type': type };
    expect((await fetch(at('/api/v1/imports'), { method: 'POST', headers, body })).status).toBe(status);
  });
});

describe('listening', () => {
  it('is told of a change at once, and ends when it leaves', async () => {
    const leaving = new AbortController();
    const response = await fetch(at('/api/v1/events'), { headers: bearer(), signal: leaving.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => /"revision":(\d+)/.exec((await reader.read()).value ?? '')?.[1];
    const { revision } = await readPoints();
    expect(await next()).toBe(String(revision));
    await upload('/api/v1/imports', { 'a.json': JSON.stringify(aServeResult({ max_concurrency: 36 })) });
    expect(await next()).toBe(String(revision + 1));
    leaving.abort();
  });
});

/** Half a form, and then the sender leaves. */
function halfAForm(leaving: AbortController): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) =>
      controller.enqueue(Buffer.from('--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n{')),
    pull: async () => {
      await until(
        'the upload has begun',
        async () => (await readdir(join(kneepoint().dataDir, 'incoming'))).length > 0,
      );
      leaving.abort();
    },
  });
}
