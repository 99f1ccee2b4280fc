import { z } from 'zod';

const size = z.int().min(1).max(100_000);
const name = z.string().trim().min(1).max(200);

/** What a user fills in where the file is silent. A value that contradicts the file's own content is a problem. */
export const fills = z.strictObject({
  model: name.optional(),
  precision: name.optional(),
  engine: name.optional(),
  engineVersion: name.optional(),
  gpu: name.optional(),
  /** Total GPUs where the topology is not known. */
  gpus: size.optional(),
  gpusPerNode: size.optional(),
  nodes: size.optional(),
  tp: size.optional(),
  pp: size.optional(),
  dp: size.optional(),
  replicas: size.optional(),
  dataset: name.optional(),
  isl: z.int().min(1).optional(),
  osl: z.int().min(1).optional(),
  /** The load, where the file does not say it: requests in flight at most. */
  maxConcurrency: size.optional(),
});
export type Fills = z.infer<typeof fills>;
export const fillKeys = Object.keys(fills.shape) as (keyof Fills)[];
