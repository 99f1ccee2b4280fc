import { deploymentKey, workloadKey } from '@/lib/domain/identity';
import type { ImportSettings } from '@/lib/domain/import';
import { loadKey } from '@/lib/domain/load';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { provenanceWords } from '@/lib/importers/provenance';

/**
 * Numbers the repeats of a load from 0 in the order a person gave, in sweeps that were ordered by hand; everything else
 * stays as it is. Returns the new measurements by the SHA-256 of their record.
 */
export function numberRepeats(
  measurements: readonly BaseMeasurement[],
  sweeps: ImportSettings['sweeps'],
): Map<string, BaseMeasurement> {
  const bySha256 = new Map(measurements.map((measurement) => [measurement.source.sha256, measurement]));
  const numbered = new Map<string, BaseMeasurement>();
  for (const { records } of sweeps.filter(({ ordered }) => ordered)) {
    const loads = new Map<string, BaseMeasurement[]>();
    for (const measurement of records.flatMap((record) => bySha256.get(record) ?? [])) {
      const { deployment, workload, load } = measurement;
      const key = `${deploymentKey(deployment)} ${workloadKey(workload)} ${loadKey(load)}`;
      loads.set(key, [...(loads.get(key) ?? []), measurement]);
    }
    for (const repeats of loads.values()) {
      if (repeats.length < 2) continue;
      for (const [repeat, measurement] of repeats.entries()) {
        if (measurement.repeat === repeat) continue;
        const provenance = { ...measurement.provenance, repeat: provenanceWords.setByHand };
        numbered.set(measurement.source.sha256, { ...measurement, repeat, provenance });
      }
    }
  }
  return numbered;
}
