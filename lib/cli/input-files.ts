import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SourceFile } from '@/lib/importers/importer';

/** A file named on the command line, or found in a folder that was. */
export interface InputFile {
  /** As it was named, folders included: they carry facts. */
  path: string;
  location: string;
  size: number;
}

/** What cannot be read at all. */
export interface MissingFile {
  path: string;
  reason: string;
}

/** What a folder is searched for; a file that is named is read whatever it is called. */
const results = /\.(json|jsonl|ndjson)(\.gz)?$/i;
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'it is a link that leads nowhere',
};

/**
 * The files that arguments name, folders walked, in the order of arguments and names. Paths are relative to `folder`,
 * where the command was given. Hidden files and folders in folders are passed over.
 */
export async function findInputFiles(
  named: readonly string[],
  folder: string,
): Promise<{ files: InputFile[]; missing: MissingFile[] }> {
  const files = new Map<string, InputFile>();
  const missing: MissingFile[] = [];
  for (const path of named) await look(path, resolve(folder, path), true, files, missing);
  return { files: [...files.values()], missing };
}

async function look(
  path: string,
  location: string,
  isNamed: boolean,
  files: Map<string, InputFile>,
  missing: MissingFile[],
): Promise<void> {
  const found = await stat(location).catch((error: unknown) => {
    missing.push({ path, reason: reasonOf(error) });
    return null;
  });
  if (found?.isDirectory()) {
    for (const entry of await entriesOf(path, location, missing)) {
      if (entry.isDirectory() || results.test(entry.name)) {
        await look(join(path, entry.name), join(location, entry.name), false, files, missing);
      }
    }
  } else if (found?.isFile()) files.set(location, { path, location, size: found.size });
  else if (found !== null && isNamed) missing.push({ path, reason: 'it is no file' });
}

async function entriesOf(path: string, location: string, missing: MissingFile[]) {
  try {
    const entries = await readdir(location, { withFileTypes: true });
    const shown = entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules');
    return shown.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    missing.push({ path, reason: reasonOf(error) });
    return [];
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return reasons[code] ?? `it cannot be read (${code})`;
}

/** The file as importers want it. */
export const toSourceFile = ({ path, size, location }: InputFile): SourceFile => ({
  path,
  size,
  open: () => createReadStream(location),
});
