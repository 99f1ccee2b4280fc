import { assess } from '@/lib/domain/assess';
import type { ImportSettings, PreviewedImport } from '@/lib/domain/import';
import { findStoredMeasurements } from '@/lib/db/find-stored-measurements';
import { companionLabel } from '@/lib/importers/companions/companion';
import { measurementId } from '@/lib/db/store-import';
import type { ServiceContext } from '../context';
import { type ImportTalk, readOptions } from './import-talk';
import { readImport } from './read-import';
import type { ReceivedFile } from './received-file';

/** What a commit with these settings would store, with its doubts and gaps; stores nothing. */
export async function previewImport(
  { db }: ServiceContext,
  { files, settings, ...talk }: { files: ReceivedFile[]; settings: ImportSettings } & Partial<ImportTalk>,
): Promise<PreviewedImport> {
  const read = await readImport(files, settings, readOptions(talk));
  const ids = read.files.flatMap(({ outcome }) => outcome.measurements.map(measurementId));
  const stored = await findStoredMeasurements(db, ids);
  return {
    companions: read.companions.map(({ companion, ...became }) => ({
      id: companion.id,
      file: companion.file,
      label: companionLabel(companion),
      ...became,
    })),
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
