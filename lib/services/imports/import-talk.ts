import type { ReadFilesOptions } from '@/lib/importers/read-files';

/** How far an import is. */
export type ImportStep = { phase: 'reading'; done: number; total: number } | { phase: 'storing' };

/** How an import at work speaks to whoever waits for it, and hears that nobody does any more. */
export interface ImportTalk {
  signal: AbortSignal;
  tell: (step: ImportStep) => void;
}

/** The talk in the words of the reader of files. */
export function readOptions({ signal, tell }: Partial<ImportTalk>): Pick<ReadFilesOptions, 'signal' | 'onProgress'> {
  return {
    ...(signal && { signal }),
    ...(tell && { onProgress: ({ done, total }) => tell({ phase: 'reading', done, total }) }),
  };
}
