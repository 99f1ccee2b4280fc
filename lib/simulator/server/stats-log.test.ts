import { describe, expect, it } from 'vitest';
import { formatStatsLine } from './stats-log';

const nothing = { promptTokens: 0, generatedTokens: 0, preemptions: 0, queriedTokens: 0, hitTokens: 0 };
const idle = { rank: 0, running: 0, waiting: 0, cacheUsage: 0, busySeconds: 0 };

describe('formatStatsLine', () => {
  it('is the line of the real log', () => {
    const totals = {
      ...nothing,
      promptTokens: 5120,
      generatedTokens: 1234,
      queriedTokens: 1000,
      hitTokens: 7,
      preemptions: 2,
    };
    const state = { ...idle, rank: 1, running: 64, waiting: 3, cacheUsage: 0.11223 };
    expect(formatStatsLine({ state, totals, before: nothing, seconds: 10 })).toBe(
      'Engine 001: Avg prompt throughput: 512.0 tokens/s, Avg generation throughput: 123.4 tokens/s, Running: 64 reqs, Waiting: 3 reqs, Preemptions: 2, GPU KV cache usage: 11.2%, Prefix cache hit rate: 0.7%',
    );
  });

  it('says nothing of a server nobody uses', () => {
    expect(formatStatsLine({ state: idle, totals: nothing, before: nothing, seconds: 10 })).toBeNull();
  });
});
