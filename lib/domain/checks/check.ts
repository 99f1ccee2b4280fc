import type { BaseMeasurement, Derived, Flag, Severity } from '../measurement';

/** What a check looks at: the base quantities and what follows from them. */
export type Checked = BaseMeasurement & { derived: Derived };

/** One doubt, or null: it does not apply, or an input is missing. A check that could not run has not passed. */
export type Check = (measurement: Checked) => Flag | null;

/** A flag; `affects` all axes unless said otherwise. */
export function aFlag(
  code: string,
  severity: Severity,
  message: string,
  numbers: Flag['numbers'] = {},
  affects: Flag['affects'] = 'all',
): Flag {
  return { code, severity, message, affects, numbers };
}

/** How far two numbers are apart, as a share of the second. */
export function relativeDifference(value: number, reference: number): number {
  return Math.abs(value - reference) / Math.abs(reference);
}
