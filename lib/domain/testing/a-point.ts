import { deploymentKey, workloadKey } from '../identity';
import type { Point } from '../point';
import { type MeasurementOverrides, anAssessedMeasurement } from './a-measurement';

export interface PointOverrides extends MeasurementOverrides {
  id?: string;
  sample?: boolean;
  sweep?: Partial<Point['sweep']>;
  flags?: Point['flags'];
  importId?: string;
  tags?: string[];
}

let made = 0;

/** A point as the API sends it, from what a test names; flags are those the checks find unless given. */
export function aPoint({ id, sample, sweep, flags, importId, tags, ...overrides }: PointOverrides = {}): Point {
  const {
    extra: _extra,
    provenance: _provenance,
    evidence: _evidence,
    missing: _missing,
    ...rest
  } = anAssessedMeasurement(overrides);
  made += 1;
  return {
    ...rest,
    flags: flags ?? rest.flags,
    id: id ?? `point-${String(made).padStart(6, '0')}`,
    sample: sample ?? false,
    importedAt: '2026-01-01T00:00:00Z',
    importId: importId ?? 'import-1',
    sweep: { id: 'sweep-1', name: 'Sweep 1', ...sweep },
    tags: tags ?? [],
    deploymentKey: deploymentKey(rest.deployment),
    workloadKey: workloadKey(rest.workload),
  };
}
