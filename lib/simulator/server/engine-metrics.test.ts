import { describe, expect, it } from 'vitest';
import { sumSamples } from '../testing/prometheus-text';
import { servedMetrics } from '../testing/served-metrics';

describe('EngineMetrics', () => {
  it('counts what the engines did, by rank', () => {
    const families = servedMetrics();
    expect(sumSamples(families, 'vllm:generation_tokens_total')).toBe(60);
    expect(sumSamples(families, 'vllm:request_success_total', 'finished_reason="length"')).toBe(3);
    expect(sumSamples(families, 'vllm:request_success_total', 'finished_reason="abort"')).toBe(1);
    expect(sumSamples(families, 'vllm:prefix_cache_queries_total')).toBe(300);
    expect(sumSamples(families, 'vllm:prefix_cache_hits_total')).toBeGreaterThanOrEqual(96);
    expect(sumSamples(families, 'vllm:time_to_first_token_seconds_count')).toBe(3);
    expect(sumSamples(families, 'vllm:inter_token_latency_seconds_count')).toBe(57);
    expect(sumSamples(families, 'vllm:num_requests_running')).toBe(0);
    expect(
      [0, 1].map((rank) => sumSamples(families, 'vllm:generation_tokens_total', `engine="${rank}"`)).sort(),
    ).toEqual([20, 40]);
  });

  it('adds up: prompt tokens are those computed and those found, buckets grow to the count', () => {
    const families = servedMetrics();
    const bySource = (source: string) =>
      sumSamples(families, 'vllm:prompt_tokens_by_source_total', `source="${source}"`);
    expect(sumSamples(families, 'vllm:prompt_tokens_total')).toBe(
      bySource('local_compute') + bySource('local_cache_hit'),
    );
    const last = sumSamples(families, 'vllm:e2e_request_latency_seconds_bucket', 'le="+Inf"');
    expect(last).toBe(sumSamples(families, 'vllm:e2e_request_latency_seconds_count'));
  });
});
