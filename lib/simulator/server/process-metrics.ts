import type { EngineConfig } from '../engine/engine-config';
import type { MemoryPlan } from '../engine/memory-plan';
import { SIMULATOR_VERSION } from '../version';
import type { Exchange } from './http-exchange';
import type { Registry } from './prometheus';

/** Metrics that are not the engines': the cache's layout, the process, that it is a simulator, and requests by address. */
export function addProcessMetrics(
  registry: Registry,
  config: EngineConfig,
  plan: MemoryPlan,
  startedAtS: number,
): { countAnswer: (exchange: Exchange, status: number) => void } {
  registry.gauge('process_start_time_seconds', 'Start time of the process since unix epoch in seconds.', () => [
    [{}, startedAtS],
  ]);
  registry.gauge('kneepoint_simulator_info', 'Present where no GPU computes anything.', () => [
    [{ version: SIMULATOR_VERSION }, 1],
  ]);
  registry.gauge('vllm:cache_config_info', 'Information of the LLMEngine CacheConfig', () =>
    Array.from({ length: config.layout.dp }, (_, rank) => [cacheLabels(config, plan, rank), 1] as const),
  );
  const requests = registry.counter('http_requests', 'Total number of requests by method, status and handler.');
  return {
    countAnswer: ({ request, url }, status) =>
      requests.add(
        { handler: url.pathname, method: request.method ?? 'GET', status: `${Math.floor(status / 100)}xx` },
        1,
      ),
  };
}

function cacheLabels(config: EngineConfig, plan: MemoryPlan, rank: number): Record<string, string> {
  const python = (value: boolean) => (value ? 'True' : 'False');
  return {
    block_size: String(config.blockSize),
    cache_dtype: config.precision.kvCacheDtype,
    enable_prefix_caching: python(config.prefixCaching),
    engine: String(rank),
    gpu_memory_utilization: String(config.gpuMemoryUtilization),
    kv_cache_max_concurrency: String(plan.maxConcurrency),
    kv_cache_memory_bytes: config.kvCacheMemoryBytes === null ? 'None' : String(config.kvCacheMemoryBytes),
    kv_cache_size_tokens: String(plan.kvCacheTokens),
    num_cpu_blocks: 'None',
    num_gpu_blocks: String(plan.numBlocks),
    num_gpu_blocks_override: config.numGpuBlocksOverride === null ? 'None' : String(config.numGpuBlocksOverride),
    prefix_caching_hash_algo: 'sha256',
    sliding_window: 'None',
  };
}
