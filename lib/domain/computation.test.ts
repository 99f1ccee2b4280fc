import { describe, expect, it } from 'vitest';
import { computationOf, gpuProduct } from './computation';
import { aPoint } from './testing/a-point';
import { anEngine } from './topology';

const point = aPoint({
  deployment: { topology: [anEngine({ tp: 4 })] },
  load: { maxConcurrency: 64 },
  counts: { completed: 320, outputTokens: 64_000 },
  durationS: 100,
  throughput: { outputTokensPerS: 2242.99 },
  latency: { tpotMs: { median: 38.26, mean: 40 }, ttftMs: { mean: 1000 }, e2elMs: { mean: 8000 } },
});
const expression = (key: string) => computationOf({ key }, point).expression;

describe('computationOf', () => {
  it('puts the numbers of the point into the formula', () => {
    expect(expression('outputTokensPerSPerGpu')).toBe('2,243 output tok/s ÷ 4 GPUs');
    expect(expression('userMedianTpot')).toBe('1000 ÷ 38.26 ms median TPOT');
    expect(expression('userE2e')).toBe('200.0 tokens mean OSL ÷ 8.0 s mean E2E');
    expect(expression('userOutputPerConcurrency')).toBe('2,243 output tok/s ÷ 64 at once');
    expect(expression('inService')).toBe('320 completed × (8.0 s − 1.0 s) ÷ 100.0 s');
  });

  it('divides an amount by the duration only where the rate is not stated', () => {
    expect(expression('outputTokensPerS')).toBeNull();
    expect(expression('requestsPerS')).toBe('320 completed ÷ 100.0 s');
  });

  it('has no expression for what the source states or does not hold', () => {
    expect(expression('medianTtftMs')).toBeNull();
    expect(expression('userP99Tpot')).toBeNull();
    expect(computationOf({ key: 'inService' }, aPoint()).expression).toBeNull();
  });
});

describe('gpuProduct', () => {
  it('spells out one engine, replicas, and prefill beside decode', () => {
    expect(gpuProduct([anEngine({ tp: 4 })])).toBe('TP4 × PP1 × DP1');
    expect(gpuProduct([anEngine({ tp: 2, replicas: 3 })])).toBe('3 replicas × TP2 × PP1 × DP1');
    expect(gpuProduct([anEngine({ role: 'prefill', tp: 2 }), anEngine({ role: 'decode', tp: 4, replicas: 2 })])).toBe(
      '1 prefill × TP2 × PP1 × DP1 + 2 decode × TP4 × PP1 × DP1',
    );
  });

  it('names sizes that share GPUs without multiplying them', () => {
    expect(gpuProduct([anEngine({ tp: 8, ep: 8 })])).toBe('TP8 × PP1 × DP1 (EP8 on the same GPUs)');
  });

  it('is null without a topology', () => {
    expect(gpuProduct(null)).toBeNull();
  });
});
