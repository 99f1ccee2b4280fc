import { describe, expect, it } from 'vitest';
import { findMetric, metrics, speedMetrics } from './metrics';
import { aPoint } from './testing/a-point';
import { anEngine } from './topology';

const known = aPoint({
  deployment: { hardware: { gpu: 'H100 SXM' }, topology: [anEngine({ tp: 4 })] },
  load: { maxConcurrency: 32 },
  counts: { completed: 100, inputTokens: 50_000, outputTokens: 10_000 },
  durationS: 10,
  throughput: { goodputRequestsPerS: 8 },
  latency: {
    ttftMs: { mean: 110, median: 100, std: 5, p90: 150, p95: 170, p99: 200 },
    tpotMs: { mean: 21, median: 20, std: 0, p90: 25, p95: 30, p99: 40 },
    itlMs: { mean: 21, median: 19, std: 1, p90: 25, p95: 30, p99: 40 },
    e2elMs: { mean: 2200, median: 2100, std: 9, p90: 2500, p95: 2600, p99: 2700 },
  },
  power: { meanWattsPerGpu: 500 },
});
const of = (key: string) => findMetric(key)?.value(known);

describe('metrics', () => {
  it('have keys and titles of their own, and say unit, formula and source', () => {
    expect(new Set(metrics.map(({ key }) => key)).size).toBe(metrics.length);
    expect(new Set(metrics.map(({ title }) => title)).size).toBe(metrics.length);
    for (const { unit, formula, source, label } of metrics)
      for (const text of [unit, formula, source, label]) expect(text).not.toBe('');
  });

  it('know every value of a point that has all inputs, and none of one that has no inputs', () => {
    expect(metrics.filter(({ value }) => value(known) === null).map(({ key }) => key)).toEqual([]);
    expect(metrics.filter(({ value }) => value(aPoint()) !== null).map(({ key }) => key)).toEqual([]);
  });

  it('divide by GPUs, with counts and duration standing in for rates nobody states', () => {
    expect(of('outputTokensPerSPerGpu')).toBe(250);
    expect(of('inputTokensPerSPerGpu')).toBe(1250);
    expect(of('totalTokensPerSPerGpu')).toBe(1500);
    expect(of('requestsPerSPerGpu')).toBe(2.5);
  });

  it('give a user the speed of the definition named', () => {
    expect(of('userMedianTpot')).toBe(50);
    expect(of('userMeanTpot')).toBeCloseTo(47.62, 2);
    expect(of('userP99Tpot')).toBe(25);
    expect(of('userMedianItl')).toBeCloseTo(52.63, 2);
    expect(of('userOutputPerConcurrency')).toBe(31.25);
    expect(of('userE2e')).toBeCloseTo(45.45, 2);
  });

  it('give latencies at each statistic, energy and requests in service', () => {
    expect(of('medianTtftMs')).toBe(100);
    expect(of('p99E2elMs')).toBe(2700);
    expect(of('stdTpotMs')).toBe(0);
    expect(of('joulesPerOutputToken')).toBe(2);
    expect(of('inService')).toBeCloseTo(20.9, 10);
  });

  it('take a latency of 0 for a run without answers, not for a fast one', () => {
    const failed = aPoint({ latency: { ttftMs: { median: 0 }, tpotMs: { median: 0, mean: 0 } } });
    expect(findMetric('medianTtftMs')?.value(failed)).toBeNull();
    expect(speedMetrics.every(({ value }) => value(failed) === null)).toBe(true);
  });

  it('are found by key alone', () => {
    expect(findMetric('userMedianTpot')?.title).toBe('Output tok/s per user = 1000 / median TPOT');
    expect(findMetric('constructor')).toBeNull();
  });
});
