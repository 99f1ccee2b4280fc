import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { aServeResult } from '../testing/serve-result';
import { useTestStore } from '../testing/test-store';
import { openArtifact } from './open-artifact';
import { removeUnlessReferenced } from './remove-unless-referenced';
import { sweepDataFolder } from './sweep-data-folder';

const { context, db, importFiles, placedFiles } = useTestStore();

async function leaveBehind(): Promise<void> {
  const { dataDir } = context();
  await mkdir(join(dataDir, 'artifacts/ff'), { recursive: true });
  await writeFile(join(dataDir, 'artifacts/ff/ffff-dead.gz'), 'left by a crash');
  await mkdir(join(dataDir, 'incoming/import-dead'), { recursive: true });
  await writeFile(join(dataDir, 'incoming/import-dead/file-0'), 'left by a crash');
}

describe('openArtifact', () => {
  it('gives the bytes back exactly as they were received', async () => {
    const text = `\ufeff ${JSON.stringify(aServeResult())}\r\n`;
    await importFiles({ 'folder/run.json': text });
    const [row] = await db().artifact.findMany();
    const { bytes, size, name } = await openArtifact(context(), row?.sha256 ?? '');
    expect(await buffer(bytes)).toEqual(Buffer.from(text));
    expect({ size, name }).toEqual({ size: Buffer.byteLength(text), name: 'run.json' });
  });

  it('refuses a hash no file has', async () => {
    await expect(openArtifact(context(), 'f'.repeat(64))).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('sweepDataFolder', () => {
  it('removes what no row names and nothing else', async () => {
    await importFiles({ 'run.json': aServeResult() });
    const before = await placedFiles();
    await leaveBehind();
    expect(await sweepDataFolder(context(), 0)).toBe(2);
    expect(await placedFiles()).toEqual(before);
  });

  it('leaves what is younger than an import that may be running elsewhere', async () => {
    await leaveBehind();
    expect(await sweepDataFolder(context(), 60_000)).toBe(0);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(join(context().dataDir, 'artifacts/ff/ffff-dead.gz'), longAgo, longAgo);
    expect(await sweepDataFolder(context(), 60_000)).toBe(1);
  });
});

describe('removeUnlessReferenced', () => {
  it('keeps the file an artifact has and removes the one that lost', async () => {
    await importFiles({ 'run.json': aServeResult() });
    const kept = await placedFiles();
    const [row] = await db().artifact.findMany();
    await mkdir(join(context().dataDir, 'artifacts/ff'), { recursive: true });
    await writeFile(join(context().dataDir, 'artifacts/ff/lost.gz'), '');
    await removeUnlessReferenced(context(), [row?.storedAs ?? '', 'ff/lost.gz']);
    expect(await placedFiles()).toEqual(kept);
  });
});
