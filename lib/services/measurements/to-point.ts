import { type AliasBook, applyAliases } from '@/lib/domain/aliases';
import { assess } from '@/lib/domain/assess';
import { deploymentKey } from '@/lib/domain/identity';
import type { Measurement } from '@/lib/domain/measurement';
import type { Point } from '@/lib/domain/point';
import { fromMeasurementRow, type JoinedMeasurementRow } from '@/lib/db/measurement-row';

/** A stored measurement under the names to show, with all that follows from it. */
export function toMeasurement(row: JoinedMeasurementRow, aliases: AliasBook): Measurement {
  return assess(applyAliases(fromMeasurementRow(row), aliases), { sample: row.sample });
}

/**
 * Makes points of rows. It remembers the identities it has computed: rows of one deployment are many, and under aliases
 * two deployments of the database may be one.
 */
export function createToPoint(aliases: AliasBook): (row: JoinedMeasurementRow) => Point {
  const keys = new Map<string, string>();
  return (row) => {
    const {
      extra: _extra,
      provenance: _provenance,
      evidence: _evidence,
      missing: _missing,
      ...shown
    } = toMeasurement(row, aliases);
    let key = keys.get(row.deployment.key);
    if (key === undefined) keys.set(row.deployment.key, (key = deploymentKey(shown.deployment)));
    return {
      ...shown,
      id: row.id,
      sample: row.sample,
      importedAt: row.imported_at.toISOString(),
      importId: row.import_id,
      sweep: { id: row.sweep_id, name: row.sweep_name },
      tags: row.tags,
      deploymentKey: key,
      workloadKey: row.workload.key,
    };
  };
}
