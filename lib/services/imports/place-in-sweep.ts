import { deploymentKey, joinOnImport, type SweepJoin, workloadKey } from '@/lib/domain/identity';
import type { ImportSettings } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { NamedSweep } from '@/lib/db/find-sweeps-by-name';
import { sweepName } from './sweep-name';

/** The sweep a measurement comes into. */
export interface SweepPlace {
  name: string;
  joinedBy: SweepJoin;
  /** The stored sweep it joins; null: the one of its identity, made where there is none. */
  storedId: string | null;
}

/**
 * Says for each measurement which sweep it comes into. What a person put together by hand goes by the name given, into
 * the stored sweep of that name, deployment and workload if there is one; everything else is joined by the tool's own
 * run id, the import's name for all, or the import.
 */
export function createSweepPlaces(
  settings: Pick<ImportSettings, 'sweep' | 'sweeps'>,
  stored: readonly NamedSweep[],
  { importId, at }: { importId: string; at: Date },
): (measurement: BaseMeasurement) => SweepPlace {
  const byHand = new Map(settings.sweeps.flatMap(({ name, records }) => records.map((record) => [record, name])));
  const known = new Map<string, string>();
  for (const { id, name, deployment_key, workload_key } of stored) {
    const key = JSON.stringify([name, deployment_key, workload_key]);
    if (!known.has(key)) known.set(key, id);
  }
  const given = settings.sweep === undefined ? { importId } : { name: settings.sweep };
  return (measurement) => {
    const name = byHand.get(measurement.source.sha256);
    if (name === undefined) {
      const joinedBy = joinOnImport(measurement, given);
      return { name: sweepName(measurement, settings, at), joinedBy, storedId: null };
    }
    const { deployment, workload } = measurement;
    const key = JSON.stringify([name, deploymentKey(deployment), workloadKey(workload)]);
    return { name, joinedBy: { name }, storedId: known.get(key) ?? null };
  };
}
