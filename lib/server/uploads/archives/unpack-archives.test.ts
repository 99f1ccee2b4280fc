import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTar } from './testing/a-tar';
import { aZip, type ZipEntry } from './testing/a-zip';
import { unpackArchives } from './unpack-archives';

const folder = { path: '' };
beforeEach(async () => {
  folder.path = await mkdtemp(join(tmpdir(), 'kneepoint-unpack-'));
});
afterEach(() => rm(folder.path, { recursive: true, force: true }));

const small = { files: 10, fileBytes: 10_000_000, requestBytes: 20_000_000 };
const roomy = { files: 20_000, fileBytes: 300 << 20, requestBytes: 2 ** 31 };

async function unpack(files: Record<string, Buffer>, limits = small, signal?: AbortSignal) {
  const received = await Promise.all(
    Object.entries(files).map(async ([path, bytes], index) => {
      const location = join(folder.path, `file-${index}`);
      await writeFile(location, bytes);
      return { path, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), location };
    }),
  );
  return unpackArchives(received, folder.path, { limits, signal });
}
const refusal = (files: Record<string, Buffer>, limits = small) =>
  unpack(files, limits).then(
    () => 'nothing refused',
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );

const two = [
  { name: 'run/', type: '5', mode: 0o040755 },
  { name: './run/a.json', content: '{"x":1}' },
  { name: 'run/größe.log', content: 'text '.repeat(1000) },
];

describe('unpackArchives', () => {
  it.each([
    ['r.zip', aZip(two)],
    ['r.zip', aZip(two.map((entry) => ({ ...entry, method: 0 })))],
    ['r.tar', aTar(two)],
    ['r.tgz', gzipSync(aTar(two))],
    ['no ending', gzipSync(aTar(two))],
  ])('puts the files of %s in its place', async (name, archive) => {
    const files = await unpack({ 'before.json': Buffer.from('1'), [name]: archive, 'after.json': Buffer.from('2') });
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['before.json', 1],
      [`${name}/run/a.json`, 7],
      [`${name}/run/größe.log`, 5000],
      ['after.json', 1],
    ]);
    const { location, sha256 } = files[1]!;
    expect(await readFile(location, 'utf8')).toBe('{"x":1}');
    expect(sha256).toBe(createHash('sha256').update('{"x":1}').digest('hex'));
    expect((await stat(location)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder.path)).toHaveLength(4);
  });

  it('leaves files that are no archives as they are, compressed ones too', async () => {
    const files = {
      'a.json': Buffer.from('{}'),
      'b.json.gz': gzipSync('{}'),
      empty: Buffer.alloc(0),
      'c.gz': gzipSync(''),
    };
    expect((await unpack(files)).map(({ path }) => path)).toEqual(Object.keys(files));
  });

  it('passes over what systems leave in archives', async () => {
    const entries = ['__MACOSX/._a.json', '.DS_Store', 'run/.git/config', 'a.json'].map((name) => ({
      name,
      content: 'x',
    }));
    for (const archive of [aZip(entries), aTar(entries)]) {
      expect((await unpack({ 'r.bin': archive })).map(({ path }) => path)).toEqual(['r.bin/a.json']);
    }
  });

  const zip = (changes: Partial<ZipEntry>) =>
    aZip([
      { name: 'ok.json', content: '{}' },
      { name: 'a.json', content: '{"x":1}', ...changes },
    ]);
  const tar = (changes: object) =>
    aTar([
      { name: 'ok.json', content: '{}' },
      { name: 'a.json', content: '{"x":1}', ...changes },
    ]);
  it.each([
    ['a name that leads up', zip({ name: '../../etc/passwd' }), /leads out of the archive/],
    ['a name that leads up with backslashes', zip({ name: '..\\..\\x' }), /leads out of the archive/],
    ['an absolute name', zip({ name: '/etc/passwd' }), /leads out of the archive/],
    ['a name with a drive', zip({ name: 'C:\\x' }), /leads out of the archive/],
    ['a link', zip({ mode: 0o120777 }), /"a\.json" is a link/],
    ['a device', zip({ mode: 0o020666 }), /"a\.json" is a device/],
    ['an encrypted entry', zip({ flags: 0x801 }), /encrypted/],
    ['strong encryption', zip({ flags: 0x841 }), /encrypted/],
    ['an unknown compression', zip({ method: 12 }), /method 12/],
    ['a size too small', zip({ size: 3 }), /not as large as the archive says/],
    ['a size too large', zip({ size: 3000 }), /not as large as the archive says/],
    ['a wrong checksum', zip({ crc: 1 }), /damaged/],
    ['a zip cut off', zip({}).subarray(0, 80), /damaged or cut off/],
    ['an archive in it', zip({ name: 'inner.tar.gz' }), /another archive, "inner\.tar\.gz"/],
    ['no file', aZip([{ name: 'run/' }]), /holds no file/],
    ['a tar with a name that leads up', tar({ name: 'run/../../x' }), /leads out of the archive/],
    ['a tar with an absolute name', tar({ name: '/etc/cron.d/x' }), /leads out of the archive/],
    ['a tar with a symbolic link', tar({ type: '2', content: '' }), /"a\.json" is a link/],
    ['a tar with a hard link', tar({ type: '1', content: '' }), /"a\.json" is a link/],
    ['a tar with a device', tar({ type: '3', content: '' }), /"a\.json" is a device/],
    ['a tar with a pipe', tar({ type: '6', content: '' }), /"a\.json" is a pipe/],
    ['a tar whose size is a lie', tar({ size: 8_000_000 }), /damaged or cut off/],
    ['a tar with a wrong checksum', tar({ checksum: 7 }), /damaged or cut off/],
    ['a tar cut off', tar({}).subarray(0, 1800), /damaged or cut off/],
    ['a tar.gz cut off', gzipSync(tar({})).subarray(0, -20), /damaged or cut off/],
    ['a 7z archive', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), /send a zip, a tar or a tar\.gz/],
    [
      'more files than allowed',
      aZip(Array.from({ length: 12 }, (_, index) => ({ name: `${index}.json` }))),
      /may bring 10 files/,
    ],
    ['a file larger than allowed', zip({ content: Buffer.alloc(10_000_001, 'ab') }), /larger than 9 MB/],
    [
      'more bytes than allowed',
      aTar(['a', 'b', 'c'].map((name) => ({ name, content: Buffer.alloc(7_000_000) }))),
      /may bring 19 MB/,
    ],
  ])('refuses %s in one sentence that names it', async (_what, archive, message) => {
    const told = await refusal({ 'plain.json': Buffer.from('{}'), 'r.bin': archive });
    expect(told).toMatch(message);
    expect(told).toMatch(/^r\.bin: [^\n]*[.]$/);
  });

  it('refuses what unfolds to far more than its size, in one file, in overlapping ones and between the files', async () => {
    const content = Buffer.alloc(40 << 20);
    expect(
      await refusal(
        {
          'z.zip': aZip([
            { name: 'a', content },
            { name: 'b', content },
          ]),
        },
        roomy,
      ),
    ).toMatch(/unfolds to more than 64 MB/);
    const overlapping = aZip([{ name: 'a', content }, ...['b', 'c'].map((name) => ({ name, content, overlaps: 0 }))]);
    expect(overlapping.length).toBeLessThan(50_000);
    expect(await refusal({ 'z.zip': overlapping }, roomy)).toMatch(/unfolds to more than 64 MB/);
    const hidden = gzipSync(Buffer.concat([aTar([{ name: 'a', content: 'x' }]), Buffer.alloc(80 << 20)]));
    expect(await refusal({ 'z.tgz': hidden }, roomy)).toMatch(/unfolds to more than 64 MB/);
  }, 30_000);

  it('refuses 100,000 tiny files, of a zip before the first is unpacked', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({ name: `${index}`, method: 0 }));
    const packed = aZip(many.slice(0, 65_000));
    expect(await refusal({ 'z.zip': packed }, roomy)).toMatch(/65,000 files|20,000 files/);
    expect(await readdir(folder.path)).toEqual(['file-0']);
    expect(await refusal({ 't.tgz': gzipSync(aTar(many)) }, { ...roomy, files: 500 })).toMatch(/may bring 500 files/);
  }, 30_000);

  it('refuses a zip whose directory claims another number of files', async () => {
    expect(await refusal({ 'z.zip': aZip([{ name: 'a', content: 'x' }], 3) })).toMatch(/damaged or cut off/);
  });

  it('refuses two files of one name', async () => {
    expect(
      await refusal({
        'z.zip': aZip([
          { name: 'a', content: 'x' },
          { name: './a', content: 'y' },
        ]),
      }),
    ).toMatch(/Two files are called z\.zip\/a/);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('gone'));
    await expect(unpack({ 'z.zip': aZip([{ name: 'a', content: 'x' }]) }, small, stop.signal)).rejects.toThrow('gone');
  });
});
