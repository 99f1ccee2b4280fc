import { randomUUID } from 'node:crypto';
import type { ImportResult, ImportSettings } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { deleteBinned, deleteOrphans, deleteSampleMeasurements } from '@/lib/db/delete-for-good';
import { findSweepsByName } from '@/lib/db/find-sweeps-by-name';
import { type ImportToStore, type MeasurementToStore, storeImport } from '@/lib/db/store-import';
import { importerVersion } from '@/lib/importers/importer-versions';
import { inWriteTransaction, type Transaction } from '@/lib/db/write-transaction';
import { removeArtifacts } from '../artifacts/artifact-files';
import type { ServiceContext } from '../context';
import { findAnswer } from './find-answer';
import { brings, findNew } from './find-new';
import { createSweepPlaces, type SweepPlace } from './place-in-sweep';
import type { PlannedFile } from './plan-import';

export interface PlanToStore {
  plan: PlannedFile[];
  /** Where the bytes of files lie by now, by their SHA-256. */
  places: Map<string, string>;
  requestSha256: string;
  idempotencyKey: string | null;
  settings: ImportSettings;
  via: ImportToStore['via'];
  /** Once given, nothing is stored any more. */
  signal?: AbortSignal;
}

interface Stored {
  result: ImportResult | 'places-missing';
  /** Files of sample artifacts that this import replaced. */
  orphans: string[];
}

/**
 * The one transaction of an import. What is new is decided inside it, where no other writer is: two imports of the same
 * record at once both succeed, and the second finds it stored. `places-missing` when it turns out that a file is needed
 * whose bytes were not placed, because somebody removed its measurements since; nothing has changed then.
 */
export async function storePlan(context: ServiceContext, toStore: PlanToStore): Promise<Stored['result']> {
  const { result, orphans } = await inWriteTransaction(context.db, (db) => store(db, toStore));
  await removeArtifacts(context.dataDir, orphans);
  return result;
}

async function store(db: Transaction, toStore: PlanToStore): Promise<{ changed: boolean; result: Stored }> {
  const { plan, places, via, idempotencyKey, requestSha256, settings, signal } = toStore;
  const unchanged = (result: Stored['result']) => ({ changed: false, result: { result, orphans: [] } });
  const answered = await findAnswer(db, idempotencyKey, requestSha256);
  if (answered !== null) return unchanged(answered);

  const fresh = await findNew(db, plan, via);
  if (fresh.size === 0) return unchanged(toResult(null, plan, fresh, []));
  const kept = plan.filter((file) => brings(file, fresh));
  if (kept.some(({ received }) => !places.has(received.sha256))) return unchanged('places-missing');

  const id = randomUUID();
  const named = await findSweepsByName(
    db,
    settings.sweeps.map(({ name }) => name),
  );
  const placeOf = createSweepPlaces(settings, named, { importId: id, at: new Date() });
  const measurements = toMeasurements(kept, fresh, placeOf);
  const result = toResult(id, plan, fresh, measurements);
  // What is in the bin makes way for what comes in anew.
  const binned = await deleteBinned(db, { ids: [...fresh] });
  const replaced = binned + (via === 'sample' ? 0 : await deleteSampleMeasurements(db, [...fresh]));
  await storeImport(db, { ...toImport(kept, toStore), id, result, measurements });
  signal?.throwIfAborted();
  return { changed: true, result: { result, orphans: replaced > 0 ? await deleteOrphans(db) : [] } };
}

function toResult(
  id: string | null,
  plan: PlannedFile[],
  fresh: Set<string>,
  stored: MeasurementToStore[],
): ImportResult {
  return {
    id,
    sweeps: [...new Set(stored.map(({ sweep }) => sweep.name))],
    files: plan.map(({ received, format, problems, measurements, repeated }) => {
      const ids = [...measurements.keys()];
      return {
        file: received.path,
        format,
        created: ids.filter((found) => fresh.has(found)),
        existing: [...ids.filter((found) => !fresh.has(found)), ...repeated],
        problems,
      };
    }),
  };
}

function toMeasurements(
  kept: PlannedFile[],
  fresh: Set<string>,
  placeOf: (measurement: BaseMeasurement) => SweepPlace,
): MeasurementToStore[] {
  return kept.flatMap(({ received, measurements }) =>
    [...measurements]
      .filter(([id]) => fresh.has(id))
      .map(([, measurement]) => ({
        measurement,
        artifactSha256: received.sha256,
        sweep: placeOf(measurement),
        importerVersion: importerVersion(measurement.source.format),
      })),
  );
}

function toImport(
  kept: PlannedFile[],
  { places, idempotencyKey, requestSha256, via }: PlanToStore,
): Omit<ImportToStore, 'id' | 'result' | 'measurements'> {
  return {
    idempotencyKey,
    requestSha256,
    via,
    createdAt: new Date(),
    artifacts: kept.map(({ received: { sha256, size } }) => ({ sha256, size, storedAs: places.get(sha256) ?? '' })),
    files: kept.map(({ received, format, problems }) => ({
      path: received.path,
      sha256: received.sha256,
      format,
      problems,
    })),
  };
}
