import { runChecks } from './checks/run-checks';
import { derive } from './derive';
import type { BaseMeasurement, Measurement } from './measurement';
import { missingPaths } from './missing';

/**
 * The whole of a measurement: what follows from its base quantities, the doubts they raise, and what a person could still
 * fill in. Pure and cheap, done on every reading and never stored, so that an edited topology or alias changes everything
 * that hangs on it. Apply aliases first. `sample` marks Kneepoint's own sample data.
 */
export function assess(base: BaseMeasurement, { sample = false }: { sample?: boolean } = {}): Measurement {
  const derived = derive(base);
  return { ...base, derived, flags: runChecks({ ...base, derived }, { sample }), missing: missingPaths(base) };
}
