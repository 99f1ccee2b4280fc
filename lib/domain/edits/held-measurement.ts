import { z } from 'zod';
import { sweepJoin } from '../identity';
import { baseMeasurement, provenance } from '../measurement';

/** What the record says of a field that a person has set since, and when that was. */
export const handEdit = z.strictObject({
  /** Absent where the record has no such field at all. */
  value: z.json().optional(),
  provenance,
  at: z.iso.datetime(),
});

/** By the path of the field: "deployment.topology". */
export const handEdits = z.record(z.string(), handEdit);
export type HandEdits = z.infer<typeof handEdits>;

/** The sweep a measurement is part of: what it is called, and what joins it beside deployment and workload. */
const heldSweep = z.strictObject({ name: z.string(), joinedBy: sweepJoin });

export const tag = z.string().trim().min(1, 'expected a tag of at least one character').max(60);

/** A stored measurement with everything that can be changed afterwards: what was measured, and what people say of it. */
export const heldMeasurement = z.strictObject({
  base: baseMeasurement,
  sweep: heldSweep,
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  byHand: handEdits,
  /** Version of the importer that read it; null: stored before that was kept. */
  importerVersion: z.int().nullable(),
  /** In the bin since then. */
  deletedAt: z.iso.datetime().nullable(),
});
export type HeldMeasurement = z.infer<typeof heldMeasurement>;
