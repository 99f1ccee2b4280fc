import { z } from 'zod';
import { measurement } from './measurement';

/**
 * A stored measurement as the chart sees it: aliases applied, checks run, the bulky parts left behind.
 * `deployment.model` and `deployment.hardware.gpu` carry the names to show.
 */
export const point = measurement.omit({ extra: true, provenance: true, evidence: true, missing: true }).extend({
  id: z.string(),
  /** Kneepoint's own sample data, removable as one. */
  sample: z.boolean(),
  importedAt: z.iso.datetime(),
  importId: z.string(),
  sweep: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  /** What people put on it. */
  tags: z.array(z.string()),
  /** Identity hashes: equal means the same declared fields. */
  deploymentKey: z.string(),
  workloadKey: z.string(),
});
export type Point = z.infer<typeof point>;
