import type { FileToUpload } from '@/lib/api/upload';

/** A file as the browser hands it over, with wherever it keeps the path inside the chosen folder. */
type BrowserFile = File & { path?: string; relativePath?: string };

/** "./run/a.json", "/run/a.json" and a chosen folder's "run/a.json" are all "run/a.json". */
function pathOf(file: BrowserFile): string {
  const given = file.webkitRelativePath || file.relativePath || file.path || file.name;
  return given.replaceAll('\\', '/').replace(/^(\.?\/)+/, '') || file.name;
}

const isHidden = (path: string) => path.split('/').some((part) => part.startsWith('.'));

/**
 * Adds newly chosen files to those there are: one of the same path replaces the earlier one, the system's hidden files
 * (".DS_Store") are left behind. In the order of paths.
 */
export function addFiles(before: readonly FileToUpload[], chosen: readonly File[]): FileToUpload[] {
  const byPath = new Map(before.map((file) => [file.path, file]));
  for (const file of chosen) {
    const path = pathOf(file);
    if (!isHidden(path)) byPath.set(path, { path, file });
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** A name for what was pasted: "pasted-1.txt", or the first number that is free. */
export function pastedName(files: readonly FileToUpload[], extension: 'txt' | 'json'): string {
  const taken = new Set(files.map(({ path }) => path.replace(/\.\w+$/, '')));
  for (let number = 1; ; number++) if (!taken.has(`pasted-${number}`)) return `pasted-${number}.${extension}`;
}
