import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '@/lib/api/contracts';
import { toByteStream } from '../byte-stream';
import { readUpload, type UploadLimits } from './read-upload';

const folder = { path: '' };
beforeEach(async () => {
  folder.path = await mkdtemp(join(tmpdir(), 'kneepoint-upload-'));
});
afterEach(() => rm(folder.path, { recursive: true, force: true }));

const url = 'http://localhost/api/v1/imports';
const small: UploadLimits = { ...limits, fileBytes: 1000, files: 3, requestBytes: 5000, settingsBytes: 200 };

function aForm(files: Record<string, string>, settings: string | null = '{}'): FormData {
  const form = new FormData();
  if (settings !== null) form.append('settings', settings);
  for (const [name, text] of Object.entries(files)) form.append('files', new Blob([text]), name);
  return form;
}
/** In one piece: of a form that its reader leaves early, Request itself throws out of anybody's reach. */
async function send(form: FormData, limit = small) {
  const { headers, body } = await encode(form);
  return readUpload(new Request(url, { method: 'POST', headers, body }), folder.path, limit);
}
async function encode(form: FormData) {
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type') ?? '';
  return { headers: { 'content-type': contentType }, body: await encoded.arrayBuffer() };
}

/** A request whose body comes piece by piece, for as long as somebody reads. */
const streamed = (pieces: Iterable<string>, headers: Record<string, string> = {}) =>
  requestOf(toByteStream(encoded(pieces)), headers);
async function* encoded(pieces: Iterable<string>) {
  for (const piece of pieces) yield Buffer.from(piece);
}

/** A request that brings the head of a file and nothing more. */
function stalled(signal?: AbortSignal, onStall?: () => void) {
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(Buffer.from(head('a.json'))),
      pull: () => {
        onStall?.();
        return new Promise(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
  return requestOf(body, {}, signal);
}

function requestOf(body: ReadableStream<Uint8Array>, headers: Record<string, string>, signal?: AbortSignal) {
  const contentType = 'multipart/form-data; boundary=x';
  const init = { method: 'POST', body, duplex: 'half', signal, headers: { 'content-type': contentType, ...headers } };
  return new Request(url, init);
}
/** What is held, and not what only waits to be collected. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
const head = (name: string) => `--x\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`;

describe('readUpload', () => {
  it('writes each file as it came and hashes it', async () => {
    const { files, settings } = await send(aForm({ 'a/run.json': '{"x":1}', 'größe.json': '' }, '{"set":{"tp":4}}'));
    expect(settings.set).toEqual({ tp: 4 });
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['a/run.json', 7],
      ['größe.json', 0],
    ]);
    expect(files[0]?.sha256).toBe(createHash('sha256').update('{"x":1}').digest('hex'));
    expect(await readFile(files[0]?.location ?? '', 'utf8')).toBe('{"x":1}');
    expect(await readdir(folder.path)).toHaveLength(2);
  });

  it('takes an import without settings', async () => {
    expect((await send(aForm({ 'a.json': '1' }, null))).settings).toMatchObject({ skipProblems: false, set: {} });
  });

  it.each([
    ['a file beyond its cap', { 'a.json': 'x'.repeat(1001) }, '{}', 'too-large', /a\.json is larger than/],
    ['more files than allowed', { a: '1', b: '2', c: '3', d: '4' }, '{}', 'too-large', /3 files/],
    ['settings beyond their cap', { a: '1' }, `{"sweep":"${'x'.repeat(300)}"}`, 'too-large', /settings/],
    ['settings that are no JSON', { a: '1' }, '{', 'bad-request', /no JSON/],
    ['settings nobody knows', { a: '1' }, '{"tp":4}', 'bad-request', /tp/],
    ['a parallel size of 0', { a: '1' }, '{"set":{"tp":0}}', 'bad-request', /set\.tp/],
    ['no file', {}, '{}', 'bad-request', /no file/],
  ])('on %s says so', async (_what, files, settings, code, message) => {
    const wording = expect.stringMatching(message) as string;
    await expect(send(aForm(files, settings))).rejects.toMatchObject({ code, message: wording });
  });

  it('refuses a second file of the same name', async () => {
    const form = aForm({ 'a.json': '1' });
    form.append('files', new Blob(['2']), './a.json');
    await expect(send(form)).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringContaining('a.json') as string,
    });
  });

  it('refuses fields and file fields of other names', async () => {
    const other = aForm({ 'a.json': '1' }, null);
    other.append('path', '/etc/passwd');
    await expect(send(other)).rejects.toMatchObject({ code: 'bad-request' });
    const named = new FormData();
    named.append('upload', new Blob(['1']), 'a.json');
    await expect(send(named)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it.each(['application/json', 'multipart/form-data', 'text/plain; boundary=x'])(
    'refuses the content type %s',
    async (type) => {
      const request = new Request(url, { method: 'POST', body: 'x', headers: { 'content-type': type } });
      await expect(readUpload(request, folder.path)).rejects.toMatchObject({ code: 'unsupported-media-type' });
    },
  );

  it('refuses a body longer than the cap by its Content-Length alone', async () => {
    let read = 0;
    const pieces = (function* () {
      for (;;) yield `${read++}`;
    })();
    const request = streamed(pieces, { 'content-length': '99999999' });
    await expect(readUpload(request, folder.path, small)).rejects.toMatchObject({ code: 'too-large' });
    expect(read).toBeLessThan(10);
  });

  it('stops reading an endless body at the cap', async () => {
    let sent = 0;
    const pieces = (function* () {
      yield head('endless.json');
      for (;;) {
        sent += 100;
        yield 'x'.repeat(100);
      }
    })();
    const limit = { ...small, fileBytes: 10_000_000, requestBytes: 100_000 };
    await expect(readUpload(streamed(pieces), folder.path, limit)).rejects.toMatchObject({ code: 'too-large' });
    expect(sent).toBeLessThan(limit.requestBytes * 4);
  });

  it('takes no more memory for a large file than for a small one', async () => {
    const [chunk, chunks] = ['x'.repeat(1024 * 1024), 96];
    const before = bytesInUse();
    let most = 0;
    const pieces = (function* () {
      yield head('large.json');
      for (let index = 0; index < chunks; index++) {
        if (index % 16 === 15) most = Math.max(most, bytesInUse());
        yield chunk;
      }
      yield '\r\n--x--\r\n';
    })();
    const { files } = await readUpload(streamed(pieces), folder.path);
    expect(files[0]?.size).toBe(chunks * chunk.length);
    expect(most - before).toBeLessThan((chunks * chunk.length) / 4);
  });

  it('refuses a form that breaks off, and one that is none', async () => {
    await expect(readUpload(streamed([head('a.json'), '{"x":']), folder.path)).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(readUpload(streamed(['nonsense']), folder.path)).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('gives up on a sender that stalls', async () => {
    const refused = readUpload(stalled(), folder.path, { ...small, idleSeconds: 0.05 });
    await expect(refused).rejects.toMatchObject({ code: 'timeout' });
  });

  it('ends when the sender goes away', async () => {
    const leaving = new AbortController();
    const request = stalled(leaving.signal, () => leaving.abort());
    await expect(readUpload(request, folder.path, small)).rejects.toThrow();
  });
});
