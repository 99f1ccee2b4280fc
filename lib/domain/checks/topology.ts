import { formatCount, formatNumber } from '@/lib/units/format';
import { outputTokensPerS } from '../throughput';
import { gpuCount } from '../topology';
import { topologyLabel } from '../topology-label';
import { type Check, aFlag, relativeDifference } from './check';

/**
 * `gpu-count-mismatch`: the GPUs stated differ from what the topology occupies, or the source's own figure per GPU times
 * the GPUs misses its total by more than 1 %. Spoils every axis per GPU, and no other.
 */
export const gpuCountMismatch: Check = (measurement) => {
  const { topology, hardware } = measurement.deployment;
  const code = 'gpu-count-mismatch';
  if (topology !== null && hardware.gpus !== null && hardware.gpus !== gpuCount(topology)) {
    const occupied = gpuCount(topology);
    const message = `${formatCount(hardware.gpus)} GPUs are stated, but ${topologyLabel(topology)} occupies ${formatCount(occupied)}.`;
    return aFlag(code, 'invalid', message, { statedGpus: hardware.gpus, topologyGpus: occupied }, 'per-gpu');
  }
  const { gpus } = measurement.derived;
  const perGpu = measurement.evidence.statedOutputTokensPerSPerGpu;
  const total = outputTokensPerS(measurement);
  if (topology === null || gpus === null || perGpu === null || total === null || total <= 0) return null;
  if (relativeDifference(perGpu * gpus, total) <= 0.01) return null;
  const message = `${formatNumber(perGpu)} output tok/s per GPU are stated; times ${formatCount(gpus)} GPUs that is not the total of ${formatNumber(total)}.`;
  return aFlag(code, 'invalid', message, { statedPerGpu: perGpu, gpus, outputTokensPerS: total }, 'per-gpu');
};

/** `topology-read-back`: what ran is not what was asked for: TP, PP, DP, GPUs or the model served. */
export const topologyReadBack: Check = ({ evidence }) => {
  const differences = evidence.readBackDifferences ?? [];
  return differences.length === 0 ? null : aFlag('topology-read-back', 'invalid', differences.join(' '));
};
