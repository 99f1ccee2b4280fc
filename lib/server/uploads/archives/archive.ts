import { AppError } from '@/lib/services/errors';

/** A file in an archive, to be read before the next one is asked for. */
export interface ArchiveEntry {
  /** As the archive writes it; nothing of it becomes a path on disk. */
  name: string;
  /** What the archive says it unfolds to, bytes. */
  size: number;
  content: AsyncIterable<Uint8Array>;
}

/** The refusal of a whole archive: one sentence that names it. */
export function refuseArchive(archive: string, what: string, code: 'unprocessable' | 'too-large' = 'unprocessable') {
  return new AppError(code, `${archive}: ${what}`);
}

/** Refuses names that lead out of the archive: absolute ones, and those with "..". */
export function checkEntryName(archive: string, name: string): void {
  const isAbsolute = /^[\\/]|^[a-z]:/i.test(name);
  if (isAbsolute || name.split(/[\\/]/).includes('..')) {
    throw refuseArchive(
      archive,
      `it holds ${shown(name)}, a name that leads out of the archive; pack it again with plain names.`,
    );
  }
}

/** A name for a sentence: short, without what could play tricks on a terminal. */
export const shown = (name: string) =>
  JSON.stringify(name.replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '').slice(0, 100));

/** What systems and tools leave in archives, and nobody means to import: the same a folder is walked without. */
export const isPassedOver = (name: string) =>
  name
    .split('/')
    .some(
      (segment) => (segment.startsWith('.') && segment !== '.') || segment === '__MACOSX' || segment === 'node_modules',
    );
