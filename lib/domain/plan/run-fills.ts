import type { Fills } from '../fills';
import type { Plan, PlannedAttempt, PlannedRun } from './plan';
import type { Target } from './target';

/**
 * What the result of a run cannot say by itself, as an import takes it: an offline result holds five numbers and no
 * word about what was measured. `ran` wins over what was planned: it was read back from the target.
 */
export function fillsForRun(
  { request }: Plan,
  attempt: PlannedAttempt,
  { workload }: PlannedRun,
  target: Target,
  ran: { gpu: string | null; engineVersion: string | null },
): Fills {
  const { deployment } = request;
  const gpu = ran.gpu ?? (deployment.source === 'already-running' ? deployment.gpu : target.gpu);
  return {
    ...(deployment.model === null ? {} : { model: deployment.model.slice(0, 200) }),
    ...(deployment.source === 'started' ? { engine: 'vllm' } : {}),
    ...(ran.engineVersion === null ? {} : { engineVersion: ran.engineVersion.slice(0, 200) }),
    ...(gpu === null ? {} : { gpu }),
    ...(target.gpusPerNode ? { gpusPerNode: target.gpusPerNode } : {}),
    ...(attempt.topology
      ? { tp: attempt.topology.tp, pp: attempt.topology.pp, dp: attempt.topology.dp, nodes: attempt.topology.nodes }
      : {}),
    dataset: workload.kind === 'file' ? workload.format : 'random',
    ...(workload.kind === 'random' ? { isl: workload.isl } : {}),
    ...(workload.osl === null ? {} : { osl: workload.osl }),
  };
}
