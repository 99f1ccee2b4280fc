import type { AliasBook } from '@/lib/domain/aliases';
import type { HandEdits } from '@/lib/domain/edits/held-measurement';
import type { Measurement } from '@/lib/domain/measurement';
import type { JoinedMeasurementRow } from '@/lib/db/measurement-row';
import { toMeasurement } from './to-point';

/** A measurement with its place in the store: the sweep it is part of and the file it came from. */
export interface StoredMeasurement extends Measurement {
  id: string;
  sample: boolean;
  importedAt: string;
  artifact: { sha256: string; size: number; href: string };
  sweep: { id: string; name: string };
  importId: string;
  /** Version of the importer that read it; null: stored before that was kept. */
  importerVersion: number | null;
  tags: string[];
  notes: string | null;
  /** What the record says of the fields a person has set. */
  byHand: HandEdits;
}

/** A joined row as a stored measurement, under the names to show. */
export function toStoredMeasurement(row: JoinedMeasurementRow, aliases: AliasBook): StoredMeasurement {
  return {
    ...toMeasurement(row, aliases),
    id: row.id,
    sample: row.sample,
    importedAt: row.imported_at.toISOString(),
    artifact: {
      sha256: row.artifact_sha256,
      size: Number(row.artifact_size),
      href: `/api/v1/artifacts/${row.artifact_sha256}`,
    },
    sweep: { id: row.sweep_id, name: row.sweep_name },
    importId: row.import_id,
    importerVersion: row.importer_version,
    tags: row.tags,
    notes: row.notes,
    byHand: row.by_hand,
  };
}
