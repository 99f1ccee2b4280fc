import type { TargetSummary } from '@/lib/api/job-contracts';

/** "8 x H100, vLLM 0.25.1": what a target is, as far as it is known. */
export function machineWords({ gpu, gpusPerNode, nodes, facts }: TargetSummary): string {
  const name = gpu ?? facts?.gpus?.[0] ?? null;
  const gpus =
    gpusPerNode === null
      ? 'Its GPUs are not known yet'
      : gpusPerNode === 0
        ? 'No GPU'
        : `${nodes > 1 ? `${nodes} nodes of ` : ''}${name === null ? countOf(gpusPerNode) : `${gpusPerNode} × ${name}`}`;
  return facts?.vllmVersion ? `${gpus}, vLLM ${facts.vllmVersion}` : gpus;
}

const countOf = (gpus: number) => (gpus === 1 ? '1 GPU' : `${gpus} GPUs`);
