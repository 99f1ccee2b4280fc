import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aZip } from './archives/testing/a-zip';
import { withUpload } from './with-upload';

const folder = { dataDir: '' };
beforeEach(async () => {
  folder.dataDir = await mkdtemp(join(tmpdir(), 'kneepoint-with-upload-'));
});
afterEach(() => rm(folder.dataDir, { recursive: true, force: true }));

function aRequest(files: Record<string, Buffer>): Request {
  const form = new FormData();
  for (const [name, bytes] of Object.entries(files)) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  return new Request('http://localhost/api/v1/imports', { method: 'POST', body: form });
}
const left = () => readdir(join(folder.dataDir, 'incoming'));

describe('withUpload', () => {
  it('hands over the files of an archive, and leaves nothing behind', async () => {
    const archive = aZip([{ name: 'tp4/run.json', content: '{"x":1}' }]);
    const read = await withUpload(folder, aRequest({ 'night.zip': archive }), ({ files }) =>
      Promise.all(files.map(async ({ path, location }) => [path, await readFile(location, 'utf8')])),
    );
    expect(read).toEqual([['night.zip/tp4/run.json', '{"x":1}']]);
    expect(await left()).toEqual([]);
  });

  it('leaves nothing behind of an archive that is refused in its middle', async () => {
    const archive = aZip([
      { name: 'a.json', content: '{}' },
      { name: '../b.json', content: '{}' },
    ]);
    const refused = withUpload(folder, aRequest({ 'night.zip': archive, 'c.json': Buffer.from('{}') }), () =>
      Promise.resolve(),
    );
    await expect(refused).rejects.toMatchObject({ code: 'unprocessable' });
    expect(await left()).toEqual([]);
  });

  it('refuses two files of one name, packed or not', async () => {
    const archive = aZip([{ name: 'a.json', content: '{}' }]);
    const form = { 'z.zip': archive, 'z.zip/a.json': Buffer.from('{}') };
    await expect(withUpload(folder, aRequest(form), () => Promise.resolve())).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});
