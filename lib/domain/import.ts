import { z } from 'zod';
import { fills } from './fills';
import { measurement } from './measurement';

/** What a person says beside the files of an import. */
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

/** What is wrong in a file, and where. `message` is one sentence naming all of it. */
export const problem = z.strictObject({
  file: z.string(),
  path: z.string().nullable(),
  expected: z.string(),
  found: z.string(),
  message: z.string(),
});

/** What a commit would make of a file. */
export const previewedFile = z.strictObject({
  file: z.string(),
  sha256: z.string(),
  size: z.int(),
  format: z.string().nullable(),
  measurements: z.array(
    z.strictObject({
      measurement,
      /** Already in the database: a commit leaves it as it is. Sample data does not count, an import replaces it. */
      stored: z.boolean(),
    }),
  ),
  problems: z.array(problem),
});
export type PreviewedFile = z.infer<typeof previewedFile>;

/** What a commit did. */
export const importResult = z.strictObject({
  /** null: every measurement was there already, so nothing was stored. */
  id: z.string().nullable(),
  /** Names of the sweeps that the new measurements are part of. */
  sweeps: z.array(z.string()),
  files: z.array(
    z.strictObject({
      file: z.string(),
      format: z.string().nullable(),
      /** Ids of measurements stored by this import, and of those that were there before. */
      created: z.array(z.string()),
      existing: z.array(z.string()),
      problems: z.array(problem),
    }),
  ),
});
export type ImportResult = z.infer<typeof importResult>;
