import type { EngineConfig } from '../engine/engine-config';
import { planMemory, type MemoryPlan } from '../engine/memory-plan';

const GIB = 2 ** 30;

/** An error of the engine while it loads, in the words of the real program. */
export interface MemoryProblem {
  readonly kind: 'torch.OutOfMemoryError' | 'ValueError';
  readonly message: string;
}

/** Memory others hold on a GPU already, by its machine index. */
type UsedMemory = ReadonlyMap<number, number>;

/** First thing an engine does: the share of each GPU it wants must be free. */
export function checkFreeMemory(
  config: EngineConfig,
  gpus: readonly number[],
  usedMiB: UsedMemory,
): MemoryProblem | null {
  const wantedMiB = config.gpu.memoryMiB * config.gpuMemoryUtilization;
  for (const [position, index] of gpus.entries()) {
    const freeMiB = config.gpu.memoryMiB - (usedMiB.get(index) ?? 0);
    if (freeMiB >= wantedMiB) continue;
    return {
      kind: 'ValueError',
      message: `Free memory on device cuda:${position} (${gib(freeMiB)}/${gib(config.gpu.memoryMiB)} GiB) on startup is less than desired GPU memory utilization (${config.gpuMemoryUtilization}, ${gib(wantedMiB)} GiB). Decrease GPU memory utilization or reduce GPU memory used by other processes.`,
    };
  }
  return null;
}

/** Second: the weights must fit the GPU. */
export function checkWeights(config: EngineConfig): MemoryProblem | null {
  const plan = planMemory(config);
  return plan.weightBytesPerGpu < config.gpu.memoryMiB * 2 ** 20 * 0.99 ? null : outOfMemory(config);
}

/** The message torch ends with. */
export function outOfMemory(config: EngineConfig): MemoryProblem {
  const total = gib(config.gpu.memoryMiB);
  return {
    kind: 'torch.OutOfMemoryError',
    message: `CUDA out of memory. Tried to allocate 896.00 MiB. GPU 0 has a total capacity of ${total} GiB of which 412.00 MiB is free. Including non-PyTorch memory, this process has ${gib(config.gpu.memoryMiB - 412)} GiB memory in use. See documentation for Memory Management  (https://pytorch.org/docs/stable/notes/cuda.html#environment-variables)`,
  };
}

/** Last: a cache that holds at least one sequence of the greatest length. */
export function checkCache(config: EngineConfig, plan: MemoryPlan): MemoryProblem | null {
  if (plan.numBlocks <= 0) return noCacheMemory();
  if (plan.kvCacheTokens >= config.maxModelLen) return null;
  const neededBytes = Math.ceil(config.maxModelLen / config.blockSize) * config.blockSize * plan.kvBytesPerTokenPerGpu;
  const available = (plan.numBlocks * config.blockSize * plan.kvBytesPerTokenPerGpu) / GIB;
  return {
    kind: 'ValueError',
    message: `To serve at least one request with the model's max seq len (${config.maxModelLen}), ${(neededBytes / GIB).toFixed(2)} GiB KV cache is needed, which is larger than the available KV cache memory (${available.toFixed(2)} GiB). Based on the available memory, the estimated maximum model length is ${plan.kvCacheTokens}. Try increasing \`gpu_memory_utilization\` or decreasing \`max_model_len\` when initializing the engine. See https://docs.vllm.ai/en/latest/configuration/conserving_memory/ for more details.`,
  };
}

/** The message of an engine without any memory left for the cache. */
export function noCacheMemory(): MemoryProblem {
  return {
    kind: 'ValueError',
    message:
      'No available memory for the cache blocks. Try increasing `gpu_memory_utilization` when initializing the engine (this flag also controls CPU memory reservation on the CPU backend, despite its name). See https://docs.vllm.ai/en/latest/configuration/conserving_memory/ for more details.',
  };
}

function gib(mib: number): string {
  return (mib / 1024).toFixed(2);
}
