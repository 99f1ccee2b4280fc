import { assess } from '@/lib/domain/assess';
import type { ImportSettings, PreviewedImport } from '@/lib/domain/import';
import { findStoredMeasurements } from '@/lib/db/find-stored-measurements';
import { measurementId } from '@/lib/db/store-import';
import type { ServiceContext } from '../context';
import { readImport } from './read-import';
import type { ReceivedFile } from './received-file';

/** What a commit with these settings would store, with its doubts and gaps; stores nothing. */
export async function previewImport(
  { db }: ServiceContext,
  { files, settings }: { files: ReceivedFile[]; settings: ImportSettings },
): Promise<PreviewedImport> {
  const read = await readImport(files, settings);
  const ids = read.files.flatMap(({ outcome }) => outcome.measurements.map(measurementId));
  const stored = await findStoredMeasurements(db, ids);
  return {
    contradictions: read.contradictions,
    sweeps: read.sweeps,
    files: read.files.map(({ received, outcome }) => ({
      file: received.path,
      sha256: received.sha256,
      size: received.size,
      format: outcome.format,
      role: outcome.role,
      note: outcome.note,
      measurements: outcome.measurements.map((base) => ({
        measurement: assess(base),
        stored: stored.get(measurementId(base))?.sample === false,
      })),
      problems: outcome.problems,
    })),
  };
}
