import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline as endTogether, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { ReceivedFile } from '../imports/received-file';

/**
 * The bytes of artifacts, compressed, below `<data>/artifacts`. Every placed file has a name of its own
 * (`ab/ab12…-<random>.gz`), so that no two imports ever share one and each may remove what it placed.
 */
const root = (dataDir: string) => join(dataDir, 'artifacts');

/** Compresses a received file to its final place, safe on disk when this returns. Answers with its name there. */
export async function placeArtifact(dataDir: string, file: ReceivedFile): Promise<string> {
  const storedAs = `${file.sha256.slice(0, 2)}/${file.sha256}-${randomBytes(6).toString('hex')}.gz`;
  const target = join(root(dataDir), storedAs);
  const aside = `${file.location}.gz`;
  await pipeline(createReadStream(file.location), createGzip(), createWriteStream(aside, { mode: 0o600 }));
  await sync(aside);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await rename(aside, target);
  await sync(dirname(target));
  await sync(root(dataDir));
  return storedAs;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Removes placed files; those that are gone already do not matter. */
export async function removeArtifacts(dataDir: string, storedAs: Iterable<string>): Promise<void> {
  for (const name of storedAs) await rm(join(root(dataDir), name), { force: true });
}

/** The original bytes of a placed file, as a stream; null when it is not there. */
export async function openPlacedFile(dataDir: string, storedAs: string): Promise<Readable | null> {
  const handle = await open(join(root(dataDir), storedAs), 'r').catch(() => null);
  if (handle === null) return null;
  const original = createGunzip();
  // Both streams end together, whichever breaks first; whoever reads the second one learns of it there.
  endTogether(handle.createReadStream(), original, () => undefined);
  return original;
}

/** Every placed file and its age; one that is removed meanwhile may be missing. */
export async function listPlacedFiles(dataDir: string): Promise<{ storedAs: string; ageMs: number }[]> {
  const placed: { storedAs: string; ageMs: number }[] = [];
  for (const folder of await foldersIn(root(dataDir))) {
    for (const name of await readdir(join(root(dataDir), folder))) {
      const found = await stat(join(root(dataDir), folder, name)).catch(() => null);
      if (found !== null) placed.push({ storedAs: `${folder}/${name}`, ageMs: Date.now() - found.mtimeMs });
    }
  }
  return placed;
}

async function foldersIn(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
