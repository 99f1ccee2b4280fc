import { z } from 'zod';
import { importResult, previewedImport } from '@/lib/domain/import';
import { errorBody } from './contracts';

/** Asked for by `Accept`: an import answers line by line while it works, each line one frame of JSON. */
export const importFrames = 'application/x-ndjson';

const reading = z.strictObject({
  type: z.literal('reading'),
  /** Files read, of those received. */
  done: z.int(),
  total: z.int(),
});
const storing = z.strictObject({ type: z.literal('storing') });
const refused = z.strictObject({ type: z.literal('error'), error: errorBody.shape.error });

/** What a preview says on its way; `result` or `error` is the last. */
export const previewFrame = z.discriminatedUnion('type', [
  reading,
  refused,
  z.strictObject({ type: z.literal('result'), result: previewedImport }),
]);

/** What a commit says on its way. */
export const importFrame = z.discriminatedUnion('type', [
  reading,
  storing,
  refused,
  z.strictObject({ type: z.literal('result'), result: importResult }),
]);

/** How far an upload is: bytes on their way, files read, then stored. */
export type ImportProgress =
  | { phase: 'sending'; sent: number; total: number }
  | { phase: 'reading'; done: number; total: number }
  | { phase: 'storing' };

/** What taking an import back came to. */
export const undoneImport = z.strictObject({ measurements: z.int() });
export type UndoneImport = z.infer<typeof undoneImport>;
