import { parsePrometheus, type PrometheusSample } from './prometheus';

/** What a server's counters say about one load: after less before. null: it does not count that. */
export interface LoadMetrics {
  preemptions: number | null;
  /** Share of prompt tokens found in the prefix cache, beyond what the warm-ups explain; 0 to 1. */
  prefixCacheHitRate: number | null;
  /** Tokens per step with speculative decoding, at least 1; null without it. */
  acceptanceLength: number | null;
  /** Mean time a request waited in the server's queue. */
  meanQueueTimeMs: number | null;
  promptTokens: number | null;
  generationTokens: number | null;
  requests: number | null;
  /** Data-parallel engines that answered. */
  engines: number | null;
  kvCacheTokens: number | null;
}

type Samples = PrometheusSample[];

/** The sum over engines of the first of several names a counter has had. */
function total(samples: Samples, names: readonly string[]): number | null {
  for (const name of names) {
    const found = samples.filter((sample) => sample.name === name);
    if (found.length > 0) return found.reduce((sum, sample) => sum + sample.value, 0);
  }
  return null;
}

const counter = (name: string) => [`vllm:${name}_total`, `vllm:${name}`];

/**
 * Reads two snapshots of a vLLM server's metrics around a load. Counters that went back (the server was restarted)
 * give null. vLLM's client warms up with copies of its first prompt, which hit the cache by themselves and once more
 * when the first prompt is measured: so many hits (`warmups` x prompt length) are taken off before the share is made.
 * Source of the names: vLLM's metrics, V0 and V1.
 */
export function metricsBetween(
  before: string,
  after: string,
  warmups: { count: number; promptTokens: number },
): LoadMetrics {
  const [first, second] = [parsePrometheus(before), parsePrometheus(after)];
  const grown = (...names: string[]) => {
    const [from, to] = [total(first, names), total(second, names)];
    // A counter that has not begun to count is absent in some versions.
    return to === null || to < (from ?? 0) ? null : to - (from ?? 0);
  };
  const count = (name: string) => grown(...counter(name));
  const drafts = count('spec_decode_num_drafts');
  const accepted = count('spec_decode_num_accepted_tokens');
  const queued = grown('vllm:request_queue_time_seconds_sum', 'vllm:time_in_queue_requests_sum');
  const queueCount = grown('vllm:request_queue_time_seconds_count', 'vllm:time_in_queue_requests_count');
  return {
    preemptions: count('num_preemptions'),
    prefixCacheHitRate: hitRate(
      grown(...counter('prefix_cache_hits'), ...counter('gpu_prefix_cache_hits')),
      grown(...counter('prefix_cache_queries'), ...counter('gpu_prefix_cache_queries')),
      warmups.count * warmups.promptTokens,
    ),
    acceptanceLength: drafts !== null && drafts > 0 && accepted !== null ? 1 + accepted / drafts : null,
    meanQueueTimeMs: queued !== null && queueCount !== null && queueCount > 0 ? (queued / queueCount) * 1000 : null,
    promptTokens: count('prompt_tokens'),
    generationTokens: count('generation_tokens'),
    requests: count('request_success'),
    ...engineFacts(second),
  };
}

function hitRate(hits: number | null, queries: number | null, warmupTokens: number): number | null {
  if (hits === null || queries === null) return null;
  const measured = queries - warmupTokens;
  if (measured <= 0) return null;
  return Math.min(1, Math.max(0, hits - warmupTokens) / measured);
}

function engineFacts(samples: Samples): { engines: number | null; kvCacheTokens: number | null } {
  const engines = new Set(
    samples.flatMap(({ name, labels }) => (name.startsWith('vllm:') && labels.engine ? [labels.engine] : [])),
  );
  const configs = samples.filter(({ name }) => name === 'vllm:cache_config_info');
  const tokens = configs.map(({ labels }) =>
    Number(labels.kv_cache_size_tokens ?? Number(labels.num_gpu_blocks) * Number(labels.block_size)),
  );
  const known = tokens.length > 0 && tokens.every((value) => Number.isFinite(value) && value > 0);
  return { engines: engines.size || null, kvCacheTokens: known ? tokens.reduce((sum, value) => sum + value, 0) : null };
}
