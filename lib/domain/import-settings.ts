import { z } from 'zod';
import { fills } from './fills';

/** What a person says beside the files: sent as the field `settings` of the multipart body, before the files. */
export const importSettings = z.strictObject({
  /** Name of the sweep the measurements belong to, unless the tool's own run id says; else this import. */
  sweep: z.string().trim().min(1).max(200).optional(),
  /** For every measurement of the import. */
  set: fills.default({}),
  /** For single measurements, by the SHA-256 of their record; wins over `set`. */
  rows: z.record(z.string(), fills).default({}),
  /** Records left out, by SHA-256. */
  leaveOut: z.array(z.string()).default([]),
  /** true: store what reads and report the rest; false: any problem refuses the whole import. */
  skipProblems: z.boolean().default(false),
});
export type ImportSettings = z.infer<typeof importSettings>;
