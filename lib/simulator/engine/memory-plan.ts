import type { EngineConfig } from './engine-config';

const GIB = 2 ** 30;
const VOCABULARY = 128_256;

export interface MemoryPlan {
  readonly weightBytesPerGpu: number;
  /** What is left for the cache on each GPU; negative when nothing is. */
  readonly availableKvBytes: number;
  readonly kvBytesPerTokenPerGpu: number;
  /** Blocks of one engine (one DP rank). */
  readonly numBlocks: number;
  readonly kvCacheTokens: number;
  readonly maxConcurrency: number;
  readonly graphBytes: number;
}

/**
 * Splits the memory of one GPU: weights, activations of the largest step, libraries and graphs, and the rest for the
 * cache. Blocks and tokens are those of one engine, as the real program counts them: two ranks have twice as many together.
 *
 * The cache of one token lies on min(TP, KV heads) GPUs; with more GPUs than heads each head is kept several times, and
 * latent attention keeps it on every one of them. Activations: six copies of the hidden state, and eight split over TP.
 */
export function planMemory(config: EngineConfig): MemoryPlan {
  const { gpu, model, precision, layout } = config;
  const weightBytesPerGpu = weightBytes(config);
  const layers = Math.ceil(model.layers / layout.pp);
  const elements = model.latentKvElements ?? 2 * Math.max(1, Math.ceil(model.kvHeads / layout.tp)) * model.headDim;
  const kvBytesPerTokenPerGpu = (layers * elements * precision.kvBytes) / layout.dcp;
  const activations =
    config.maxNumBatchedTokens * model.hiddenSize * 2 * (6 + 8 / layout.tp) + config.maxNumSeqs * VOCABULARY * 4;
  const libraries = (layout.tp * layout.pp > 1 ? 0.6 : 0.15) * GIB;
  const graphBytes = config.enforceEager ? 0 : 0.4 * GIB;
  const budget = gpu.memoryMiB * 2 ** 20 * config.gpuMemoryUtilization;
  const availableKvBytes =
    config.kvCacheMemoryBytes ?? budget - weightBytesPerGpu - activations - libraries - graphBytes;
  const fitting = Math.max(0, Math.floor(availableKvBytes / (kvBytesPerTokenPerGpu * config.blockSize)));
  const numBlocks = config.numGpuBlocksOverride ?? fitting;
  const kvCacheTokens = numBlocks * config.blockSize;
  return {
    weightBytesPerGpu,
    availableKvBytes,
    kvBytesPerTokenPerGpu,
    numBlocks,
    kvCacheTokens,
    maxConcurrency: kvCacheTokens / config.maxModelLen,
    graphBytes,
  };
}

/** Weights on one GPU. Experts are spread over the ranks of data parallelism too; everything else is repeated on them. */
function weightBytes({ model, precision, layout }: EngineConfig): number {
  const expertParams = model.experts?.params ?? 0;
  const shared = (model.params - expertParams) / (layout.tp * layout.pp);
  return (shared + expertParams / (layout.tp * layout.pp * layout.dp)) * precision.weightBytes;
}
