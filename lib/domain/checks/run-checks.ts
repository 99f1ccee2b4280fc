import type { Flag } from '../measurement';
import type { Check, Checked } from './check';

const checks: readonly Check[] = [];

/** All flags of a measurement, the worst first, otherwise in the order of the checks. */
export function runChecks(measurement: Checked, _context: { sample: boolean }): Flag[] {
  return checks.flatMap((check) => check(measurement) ?? []);
}
