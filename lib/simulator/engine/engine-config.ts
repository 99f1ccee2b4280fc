import type { GpuSpec } from '../hardware/gpu-catalog';
import type { ModelShape } from '../model/model-catalog';
import type { Precision } from '../model/precision';

/** How the model is spread over GPUs. GPUs = tp x pp x pcp x dp; dcp and expert parallelism re-use them. */
export interface Layout {
  readonly tp: number;
  readonly pp: number;
  readonly dp: number;
  readonly pcp: number;
  readonly dcp: number;
}

/** Everything the physics depends on. */
export interface EngineConfig {
  readonly gpu: GpuSpec;
  readonly model: ModelShape;
  readonly precision: Precision;
  readonly layout: Layout;
  readonly gpuMemoryUtilization: number;
  /** Set by hand, instead of what is left of the memory. Per GPU. */
  readonly kvCacheMemoryBytes: number | null;
  readonly numGpuBlocksOverride: number | null;
  readonly blockSize: number;
  readonly maxModelLen: number;
  readonly maxNumSeqs: number;
  readonly maxNumBatchedTokens: number;
  readonly chunkedPrefill: boolean;
  readonly prefixCaching: boolean;
  readonly enforceEager: boolean;
  readonly seed: number;
  /** Standard deviation of a step's duration, as a share of it. */
  readonly noise: number;
}

/** GPUs one deployment needs. */
export function countGpus(layout: Layout): number {
  return layout.tp * layout.pp * layout.pcp * layout.dp;
}
