import { z } from 'zod';
import { handEdits } from '@/lib/domain/edits/held-measurement';
import { importResult, previewedImport, problem } from '@/lib/domain/import';
import { measurement } from '@/lib/domain/measurement';
import { point } from '@/lib/domain/point';
import { jobFrame, jobsFrame } from './job-contracts';

export { type ImportSettings, importSettings } from '@/lib/domain/import';

/** Wire shapes of API v1: what goes in is what comes out, so nothing here transforms. */

export const errorCodes = [
  'bad-request',
  'unauthorised',
  'forbidden',
  'not-found',
  'timeout',
  'conflict',
  'too-large',
  'unsupported-media-type',
  'unprocessable',
  'internal',
  'unavailable',
] as const;
export type ErrorCode = (typeof errorCodes)[number];
/** Every refusal looks like this. `code` is for programs, `message` for people. */
export const errorBody = z.strictObject({
  error: z.strictObject({
    code: z.enum(errorCodes),
    message: z.string(),
    problems: z.array(problem).optional(),
  }),
});
export type ProblemWire = z.infer<typeof problem>;
export type ErrorBody = z.infer<typeof errorBody>;

export const previewResponse = previewedImport;
export type PreviewResponse = z.infer<typeof previewResponse>;

export const importResponse = importResult;
export type ImportResponse = z.infer<typeof importResponse>;

export const pointsResponse = z.strictObject({
  /** Grows with every change; the same number means the same answer. */
  revision: z.int(),
  points: z.array(point),
});
export type PointsResponse = z.infer<typeof pointsResponse>;

export const storedMeasurement = measurement.extend({
  id: z.string(),
  sample: z.boolean(),
  importedAt: z.iso.datetime(),
  artifact: z.strictObject({ sha256: z.string(), size: z.int(), href: z.string() }),
  sweep: z.strictObject({ id: z.string(), name: z.string() }),
  importId: z.string(),
  /** Version of the importer that read it; null: stored before that was kept. */
  importerVersion: z.int().nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  /** What the record says of the fields a person has set, by their path. */
  byHand: handEdits,
});
export type StoredMeasurement = z.infer<typeof storedMeasurement>;

export const measurementsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(100).optional(),
});
export const measurementsResponse = z.strictObject({
  measurements: z.array(storedMeasurement),
  next: z.string().nullable(),
});

export const alias = z.strictObject({
  kind: z.enum(['model', 'gpu']),
  name: z.string().trim().min(1).max(500),
  target: z.string().trim().min(1).max(500),
});
export type Alias = z.infer<typeof alias>;
/** `names` lists what stored measurements call things, so that a person can choose instead of typing. */
export const aliasesResponse = z.strictObject({
  aliases: z.array(alias),
  names: z.strictObject({ model: z.array(z.string()), gpu: z.array(z.string()) }),
});
export type AliasesResponse = z.infer<typeof aliasesResponse>;

export const samplesResponse = z.strictObject({ measurements: z.int() });
export type SamplesResponse = z.infer<typeof samplesResponse>;

export const healthResponse = z.strictObject({
  status: z.enum(['ok', 'database-unreachable']),
  version: z.string(),
});
export const sessionRequest = z.strictObject({ token: z.string().min(1).max(500) });

/** Frames of `GET /api/v1/events`. */
export const eventFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('revision'), revision: z.int() }),
  jobFrame,
  jobsFrame,
]);
export type EventFrame = z.infer<typeof eventFrame>;

/** What one request may bring; beyond it, one sentence and a 4xx. */
export const limits = {
  fileBytes: 300 * 1024 * 1024,
  files: 20_000,
  requestBytes: 2 * 1024 * 1024 * 1024,
  settingsBytes: 8 * 1024 * 1024,
  /** An upload that brings nothing for so long has broken off; a slow one may take its time. */
  idleSeconds: 120,
  unpackSeconds: 280,
} as const;
