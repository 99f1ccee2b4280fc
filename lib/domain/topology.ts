import { z } from 'zod';
import { type Count, toCount } from '@/lib/units/quantities';

/** A parallel size or replica count: at least 1, and below any machine that exists. */
const size = z.int().min(1).max(100_000);

/**
 * Ranks that work as one kind of engine. An `aggregate` group prefills and decodes; disaggregated serving has a
 * `prefill` and a `decode` group.
 *
 * `dcp` (decode context parallel), `ep` (expert parallel size) and `attentionDp` (SGLang's `--enable-dp-attention`)
 * re-use the ranks of the others: they never add GPUs.
 */
export const engineGroup = z.strictObject({
  role: z.enum(['aggregate', 'prefill', 'decode']),
  replicas: size,
  tp: size,
  pp: size,
  dp: size,
  pcp: size,
  dcp: size,
  ep: size.nullable(),
  attentionDp: size.nullable(),
});
export type EngineGroup = z.infer<typeof engineGroup>;

export const topology = z.array(engineGroup).min(1).max(64);
export type Topology = z.infer<typeof topology>;

/** One aggregate engine: `anEngine({ tp: 4 })` is TP4 PP1 DP1. */
export function anEngine(sizes: Partial<EngineGroup> = {}): EngineGroup {
  return { role: 'aggregate', replicas: 1, tp: 1, pp: 1, dp: 1, pcp: 1, dcp: 1, ep: null, attentionDp: null, ...sizes };
}

/** GPUs of a topology: the sum over groups of replicas x TP x PP x PCP x DP. */
export function gpuCount(groups: Topology): Count {
  return toCount(groups.reduce((sum, g) => sum + g.replicas * g.tp * g.pp * g.pcp * g.dp, 0));
}
