import { z } from 'zod';
import { fieldChange, fieldState } from '@/lib/domain/edits/change';
import { edit } from '@/lib/domain/edits/edit';

/** Wire shapes of what is done to stored measurements afterwards. */

const revision = z.int().nonnegative();

/** Which measurements: these, or all of a sweep, an import or a file. */
export const selection = z.union(
  [
    z.strictObject({ ids: z.array(z.string().min(1).max(64)).min(1, 'expected at least one id').max(20_000) }),
    z.strictObject({ sweepId: z.string().min(1).max(64) }),
    z.strictObject({ importId: z.string().min(1).max(64) }),
    z.strictObject({ artifactSha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits') }),
  ],
  { error: 'expected one of ids (1 to 20,000 of them), sweepId, importId, artifactSha256' },
);
export type SelectionWire = z.infer<typeof selection>;

/** `basedOn`: the revision of the answer somebody looked at. What has changed since is not changed over. */
export const editRequest = z.strictObject({ of: selection, basedOn: revision, set: edit });
export type EditRequest = z.infer<typeof editRequest>;

export const deletionRequest = z.strictObject({ of: selection, basedOn: revision });
export type DeletionRequest = z.infer<typeof deletionRequest>;

/** What was done. `id` null: everything was so already. */
export const writtenChange = z.strictObject({
  id: z.string().nullable(),
  summary: z.string(),
  measurements: z.int(),
  revision,
});
export type WrittenChange = z.infer<typeof writtenChange>;

export const changesQuery = z.strictObject({
  measurement: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
});
export const storedChange = z.strictObject({
  id: z.string(),
  kind: z.enum(['edit', 'deletion', 'reimport', 'undo']),
  by: z.enum(['browser', 'cli', 'api']),
  at: z.iso.datetime(),
  summary: z.string(),
  /** The change this one took back, and the one that took this one back. */
  undoes: z.string().nullable(),
  undoneBy: z.string().nullable(),
  /** Measurements it changed that are still stored; how many of them are in the bin. */
  measurements: z.int(),
  inBin: z.int(),
  /** What happened to the measurement asked for, field by field; null where none was. */
  fields: z.array(fieldChange).nullable(),
});
export type StoredChange = z.infer<typeof storedChange>;
export const changesResponse = z.strictObject({ changes: z.array(storedChange), next: z.string().nullable() });
export type ChangesResponse = z.infer<typeof changesResponse>;

export const binResponse = z.strictObject({ measurements: z.int(), keptDays: z.int() });
export type BinResponse = z.infer<typeof binResponse>;
export const emptiedBin = z.strictObject({ measurements: z.int() });

export const importsResponse = z.strictObject({
  imports: z.array(
    z.strictObject({
      id: z.string(),
      via: z.enum(['browser', 'cli', 'api', 'sample']),
      createdAt: z.iso.datetime(),
      measurements: z.int(),
      sweeps: z.array(z.string()),
      files: z.array(z.string()),
      fileCount: z.int(),
      /** Measurements that an older importer read. */
      outdated: z.int(),
    }),
  ),
});
export type ImportsResponse = z.infer<typeof importsResponse>;
export type StoredImport = ImportsResponse['imports'][number];

export const reimportPreviewRequest = z.strictObject({ of: selection });
/** `take`: the fields to take over, by measurement; absent: all that differ. */
export const reimportRequest = z.strictObject({
  of: selection,
  basedOn: revision,
  take: z.record(z.string().max(64), z.array(z.string().max(1000)).max(1000)).optional(),
});
export type ReimportRequest = z.infer<typeof reimportRequest>;
export const reimportPreviewResponse = z.strictObject({
  revision,
  measurements: z.int(),
  unchanged: z.int(),
  changed: z.array(
    z.strictObject({
      id: z.string(),
      file: z.string(),
      record: z.int(),
      /** Versions of the importer: the one that read it, and the one of today. */
      readBy: z.int().nullable(),
      presentVersion: z.int(),
      differences: z.array(
        z.strictObject({
          path: z.string(),
          recorded: fieldState,
          read: fieldState,
          /** What a person has set; it stays whatever is read. */
          byHand: z.strictObject({ value: z.json().optional() }).nullable(),
        }),
      ),
      problem: z.string().nullable(),
    }),
  ),
});
export type ReimportPreview = z.infer<typeof reimportPreviewResponse>;
export type ReimportedMeasurement = ReimportPreview['changed'][number];
