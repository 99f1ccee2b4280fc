import { describe, expect, it } from 'vitest';
import { Cluster } from '../engine/cluster';
import { anEngine } from '../testing/an-engine';
import { parsePrometheus, sumSamples } from '../testing/prometheus-text';
import { referenceText } from '@/lib/testing/reference-files';
import { planMemory } from '../engine/memory-plan';
import { EngineMetrics } from './engine-metrics';
import { addProcessMetrics } from './process-metrics';

const config = anEngine({ tp: 2, dp: 2, maxModelLen: 2048 });

function servedMetrics() {
  const metrics = new EngineMetrics({ ranks: 2, modelName: 'some"model\\', maxModelLen: 2048, startedAtS: 1000 });
  const cluster = new Cluster(config, metrics, () => 1);
  metrics.observe(cluster);
  addProcessMetrics(metrics.registry, config, planMemory(config), 1000);
  const promptTokens = Array.from({ length: 100 }, (_, at) => at);
  const add = (id: string, arrivedAt: number) =>
    cluster.add({ id, promptTokens, maxTokens: 20, minTokens: 0, ignoreEos: true, seed: 0, arrivedAt });
  for (const id of ['a', 'b', 'c']) add(id, 0);
  cluster.abort('c', 0.001);
  add('d', 5);
  cluster.advance(60);
  return parsePrometheus(metrics.registry.render());
}

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

  it('has no family the real server does not have, and the same types and bounds', () => {
    const real = parsePrometheus(referenceText('vllm/server/metrics_v0.25.1_loaded.txt'));
    const bounds = (samples: Map<string, number>) =>
      new Set([...samples.keys()].flatMap((key) => /le="([^"]+)"/.exec(key)?.[1] ?? []));
    for (const [name, family] of servedMetrics()) {
      if (name === 'kneepoint_simulator_info') continue;
      expect([name, real.get(name)?.type]).toEqual([name, family.type]);
      expect([name, bounds(family.samples)]).toEqual([
        name,
        bounds(real.get(name)?.samples ?? new Map<string, number>()),
      ]);
    }
  });

  it('carries the labels of the real server', () => {
    const labels = (families: ReturnType<typeof parsePrometheus>, name: string) =>
      [...(families.get(name)?.samples.keys() ?? [])].map((key) =>
        [...key.matchAll(/([a-z_]+)=/g)].map(([, label]) => label),
      )[0];
    const real = parsePrometheus(referenceText('vllm/server/metrics_v0.25.1_loaded.txt'));
    for (const name of [
      'vllm:num_requests_waiting_by_reason',
      'vllm:request_success_total',
      'vllm:kv_cache_usage_perc',
    ]) {
      expect(labels(servedMetrics(), name)).toEqual(labels(real, name));
    }
    const ours = labels(servedMetrics(), 'vllm:cache_config_info') ?? [];
    expect(labels(real, 'vllm:cache_config_info')).toEqual(expect.arrayContaining(ours));
  });
});
