import type { TargetSummary } from '@/lib/api/job-contracts';

/** "8 x H100, vLLM 0.25.1": what a target is, as far as it is known. */
export function machineWords({ gpu, gpusPerNode, nodes, facts }: TargetSummary): string {
  const name = gpu ?? facts?.gpus?.[0] ?? 'GPU';
  const gpus =
    gpusPerNode === null
      ? 'Its GPUs are not known yet'
      : gpusPerNode === 0
        ? 'No GPU'
        : `${nodes > 1 ? `${nodes} nodes of ` : ''}${gpusPerNode} × ${name}`;
  return facts?.vllmVersion ? `${gpus}, vLLM ${facts.vllmVersion}` : gpus;
}
