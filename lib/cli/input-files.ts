import { createReadStream } from 'node:fs';
import { access, constants, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Terminal } from './terminal';

/** A file named on the command line, found in a folder that was, or piped in. */
export interface InputFile {
  /** As it was named, folders included: they carry facts. */
  path: string;
  size: number;
  /** Where it lies; null: it was piped in. */
  location: string | null;
  /** Its bytes; may be opened more than once. */
  open: () => AsyncIterable<Uint8Array>;
}

/** What cannot be read at all. */
export interface MissingFile {
  path: string;
  reason: string;
}

/**
 * What a folder is searched for: results, logs, what says how they were made, and archives of them. A file that is named
 * is read whatever it is called.
 */
const results = /\.(?:(?:json|jsonl|ndjson|txt|log|out|md|csv|ya?ml|sh|commands)(?:\.gz)?|zip|tar|tar\.gz|tgz)$/i;
/** Stands for what is piped or pasted into the command. */
const standardInput = '-';
const pastedName = 'pasted.txt';
/** What may be piped in at once; as an uncompressed file may be long. */
const mostInput = 300 << 20;
const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
  ELOOP: 'it is a link that leads nowhere',
};

/**
 * The files that arguments name, folders walked, in the order of arguments and names; "-" is what is piped in. Paths are
 * relative to `folder`, where the command was given. Hidden files and folders in folders are passed over.
 */
export async function findInputFiles(
  named: readonly string[],
  { folder, input }: Pick<Terminal, 'folder' | 'input'>,
): Promise<{ files: InputFile[]; missing: MissingFile[] }> {
  const files = new Map<string, InputFile>();
  const missing: MissingFile[] = [];
  for (const path of new Set(named)) {
    if (path === standardInput) await readInput(input(), files, missing);
    else await look(path, resolve(folder, path), true, files, missing);
  }
  return { files: [...files.values()], missing };
}

async function readInput(
  input: AsyncIterable<Uint8Array>,
  files: Map<string, InputFile>,
  missing: MissingFile[],
): Promise<void> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > mostInput) {
      missing.push({ path: pastedName, reason: `more than ${mostInput >> 20} MB came in; name a file instead` });
      return;
    }
    chunks.push(chunk);
  }
  const open = async function* () {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  };
  files.set(standardInput, { path: pastedName, size, location: null, open });
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
  } else if (found?.isFile()) await addFile(path, location, found.size, files, missing);
  else if (found !== null && isNamed) missing.push({ path, reason: 'it is no file' });
}

async function addFile(
  path: string,
  location: string,
  size: number,
  files: Map<string, InputFile>,
  missing: MissingFile[],
): Promise<void> {
  try {
    await access(location, constants.R_OK);
    files.set(location, { path, size, location, open: () => createReadStream(location) });
  } catch (error) {
    missing.push({ path, reason: reasonOf(error) });
  }
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
