import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Real result files of other people lie beside the repository, not in it: their licences differ. Tests that need
 * them are `*.reference.test.ts`; these fail where the files are not, for a pass without having looked is worth nothing.
 */
const root = resolve(process.env.KNEEPOINT_SAMPLES ?? join(import.meta.dirname, '../../../shared/samples'));

/** The absolute path of a reference file or folder. Throws where it is missing. */
export function referencePath(path: string): string {
  const full = join(root, path);
  if (!existsSync(full)) {
    throw new Error(`${full} is missing: set KNEEPOINT_SAMPLES to the folder of the reference result files`);
  }
  return full;
}

/** All files below a folder of the reference files, relative to it, sorted. */
export function referenceFiles(folder: string): string[] {
  const full = referencePath(folder);
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(full.length + 1))
    .sort();
}

export const referenceText = (path: string) => readFileSync(referencePath(path), 'utf8');
