import type { BaseMeasurement, Derived, Flag } from '../measurement';

/** What a check looks at: the base quantities and what follows from them. */
export type Checked = BaseMeasurement & { derived: Derived };

/** One doubt, or null: it does not apply, or an input is missing. A check that could not run has not passed. */
export type Check = (measurement: Checked) => Flag | null;
