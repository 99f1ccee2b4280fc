import { describe, expect, it } from 'vitest';
import { referenceText } from '@/lib/testing/reference-files';

const serverSample = (name: string) => referenceText(`vllm/server/${name}`);
import { metricsBetween } from './load-metrics';
import { parsePrometheus } from './prometheus';

const none = { count: 0, promptTokens: 0 };
const page = (values: Record<string, number>, engine = 0) =>
  Object.entries(values)
    .map(([name, value]) => `vllm:${name}{engine="${engine}",model_name="m"} ${value}`)
    .join('\n');

describe('metricsBetween', () => {
  it('reads a real page of a server under load (v0.25.1)', () => {
    const metrics = metricsBetween('', serverSample('metrics_v0.25.1_loaded.txt'), none);
    expect(metrics).toMatchObject({
      preemptions: 0,
      promptTokens: 339_968,
      generationTokens: 165_293,
      requests: 600,
      engines: 1,
      kvCacheTokens: 400_448,
      acceptanceLength: null,
    });
    expect(metrics.prefixCacheHitRate).toBeCloseTo(2480 / 339_968, 10);
    expect(metrics.meanQueueTimeMs).toBeCloseTo((18.513516283710487 / 600) * 1000, 6);
  });

  it('counts what happened in between, over all engines', () => {
    const before = `${page({ num_preemptions_total: 3 })}\n${page({ num_preemptions_total: 1 }, 1)}`;
    const after = `${page({ num_preemptions_total: 5 })}\n${page({ num_preemptions_total: 1 }, 1)}`;
    expect(metricsBetween(before, after, none)).toMatchObject({ preemptions: 2, engines: 2 });
  });

  it('takes the hits of the warm-ups off before it speaks of a warm cache', () => {
    const after = (hits: number) => page({ prefix_cache_queries_total: 11_000, prefix_cache_hits_total: hits });
    const warmups = { count: 10, promptTokens: 100 };
    expect(metricsBetween('', after(1000), warmups).prefixCacheHitRate).toBe(0);
    expect(metricsBetween('', after(6000), warmups).prefixCacheHitRate).toBe(0.5);
    expect(
      metricsBetween('', page({ prefix_cache_queries_total: 900, prefix_cache_hits_total: 0 }), warmups)
        .prefixCacheHitRate,
    ).toBeNull();
  });

  it('reads accepted tokens per step of speculative decoding', () => {
    const after = page({ spec_decode_num_drafts_total: 100, spec_decode_num_accepted_tokens_total: 230 });
    expect(metricsBetween('', after, none).acceptanceLength).toBeCloseTo(3.3, 10);
  });

  it('reads the names of V0', () => {
    const after = page({
      num_preemptions: 4,
      gpu_prefix_cache_queries: 100,
      gpu_prefix_cache_hits: 20,
      time_in_queue_requests_sum: 2,
      time_in_queue_requests_count: 4,
    });
    expect(metricsBetween('', after, none)).toMatchObject({
      preemptions: 4,
      prefixCacheHitRate: 0.2,
      meanQueueTimeMs: 500,
    });
  });

  it('says nothing of counters that went back, or are not there', () => {
    const metrics = metricsBetween(page({ num_preemptions_total: 9 }), page({ num_preemptions_total: 2 }), none);
    expect(metrics.preemptions).toBeNull();
    expect(metrics.prefixCacheHitRate).toBeNull();
    expect(metricsBetween('<html>garbage', '{"json": 1}', none)).toMatchObject({ engines: null, requests: null });
  });
});

describe('parsePrometheus', () => {
  it('reads labels with quotes in them, timestamps and infinities, and leaves the rest out', () => {
    expect(parsePrometheus('# HELP x y\na{l="q\\"\\\\ \\n}"} 1.5 1700000\nb +Inf\nc NaN\nnot a sample\n')).toEqual([
      { name: 'a', labels: { l: 'q"\\ \n}' }, value: 1.5 },
      { name: 'b', labels: {}, value: Infinity },
    ]);
  });
});
