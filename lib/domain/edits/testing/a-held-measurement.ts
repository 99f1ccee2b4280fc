import { aMeasurement, type MeasurementOverrides } from '../../testing/a-measurement';
import type { HeldMeasurement } from '../held-measurement';

/** A stored measurement nobody has touched, from what a test names of it. */
export function aHeldMeasurement(
  overrides: MeasurementOverrides = {},
  said: Partial<Omit<HeldMeasurement, 'base'>> = {},
): HeldMeasurement {
  return {
    base: aMeasurement(overrides),
    sweep: { name: 'Sweep 1', joinedBy: { importId: 'import-1' } },
    tags: [],
    notes: null,
    byHand: {},
    importerVersion: 1,
    deletedAt: null,
    ...said,
  };
}
