import { z } from 'zod';
import { type Workload, workload } from '@/lib/domain/measurement';

const { dataset, isl, osl, lengthSpread, sharedPrefix, burstiness, ignoreEos, temperature } = workload.shape;

/** A row of the table `workload`: declared fields only. */
export const workloadRow = z.object({
  key: z.string(),
  dataset,
  isl,
  osl,
  length_spread: lengthSpread,
  shared_prefix: sharedPrefix,
  burstiness,
  ignore_eos: ignoreEos,
  temperature,
});
export type WorkloadRow = z.infer<typeof workloadRow>;

/** A workload as its row. */
export function toWorkloadRow(key: string, asked: Workload): WorkloadRow {
  return {
    key,
    dataset: asked.dataset,
    isl: asked.isl,
    osl: asked.osl,
    length_spread: asked.lengthSpread,
    shared_prefix: asked.sharedPrefix,
    burstiness: asked.burstiness,
    ignore_eos: asked.ignoreEos,
    temperature: asked.temperature,
  };
}

/** A row as the workload it was. */
export function fromWorkloadRow(row: WorkloadRow): Workload {
  return {
    dataset: row.dataset,
    isl: row.isl,
    osl: row.osl,
    lengthSpread: row.length_spread,
    sharedPrefix: row.shared_prefix,
    burstiness: row.burstiness,
    ignoreEos: row.ignore_eos,
    temperature: row.temperature,
  };
}
