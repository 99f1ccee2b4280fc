import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceFile } from '@/lib/importers/importer';
import { archiveKind } from '@/lib/server/uploads/archives/archive-kind';
import { unpackArchives } from '@/lib/server/uploads/archives/unpack-archives';
import { isAppError } from '@/lib/services/errors';
import { toSourceFile as toReceivedSource } from '@/lib/services/imports/received-file';
import type { InputFile, MissingFile } from './input-files';

interface OpenedFiles {
  /** Files as importers want them; an archive's in its place. */
  sources: SourceFile[];
  /** Files that cannot be read, and archives that are refused. */
  refused: MissingFile[];
}

/** Hands files to `work`, archives unpacked into a temporary folder that is gone afterwards whatever happens. */
export async function withOpenedFiles<T>(
  files: readonly InputFile[],
  work: (opened: OpenedFiles) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kneepoint-'));
  try {
    const opened: OpenedFiles = { sources: [], refused: [] };
    for (const [index, file] of files.entries()) await openFile(file, join(folder, String(index)), opened);
    return await work(opened);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openFile(file: InputFile, folder: string, { sources, refused }: OpenedFiles): Promise<void> {
  const { path, size, location } = file;
  try {
    if (location === null || (await archiveKind(location, path)) === null) {
      sources.push(file);
      return;
    }
    await mkdir(folder);
    const archive = { path, size, location, sha256: '' };
    const unpacked = await unpackArchives([archive], folder, { keepArchives: true });
    sources.push(...unpacked.map(toReceivedSource));
  } catch (error) {
    refused.push({ path, reason: reasonOf(error, path) });
  }
}

function reasonOf(error: unknown, path: string): string {
  if (isAppError(error)) return error.message.replace(`${path}: `, '').replace(/\.$/, '');
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `it cannot be read${code}`;
}
