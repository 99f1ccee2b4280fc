import { describe, expect, it } from 'vitest';
import { assess } from './assess';
import { batchFigures, isOffline } from './offline';
import { aMeasurement } from './testing/a-measurement';
import { anEngine } from './topology';

/** A batch of 8 prompts of 512 and answers of 128 tokens in 4 s, on two GPUs. */
function aLatencyRun({
  batch = 8,
  isl = 512,
  osl = 128,
}: Partial<Record<'batch' | 'isl' | 'osl', number | null>> = {}) {
  return aMeasurement({
    deployment: { topology: [anEngine({ tp: 2 })] },
    workload: { isl, osl },
    load: { requestRate: 'inf', numPrompts: batch },
    latency: { e2elMs: { mean: 4000 } },
    evidence: { offline: 'latency' },
  });
}

describe('batchFigures', () => {
  it('are batch x tokens over the time of the batch', () => {
    expect(batchFigures(aLatencyRun())).toEqual({ isl: 512, osl: 128, outputTokensPerS: 256, totalTokensPerS: 1280 });
  });

  it('show as rates and as the speed of one of the batch', () => {
    const { derived } = assess(aLatencyRun());
    expect(derived.tokensPerSPerUser.e2e).toBe(32);
    expect(derived.meanOsl).toBe(128);
    expect(derived.outputTokensPerSPerGpu).toBe(128);
  });

  it.each([{ batch: null }, { isl: null }, { osl: null }])('are unknown with %j', (changes) => {
    expect(batchFigures(aLatencyRun(changes))).toBeNull();
    const { derived } = assess(aLatencyRun(changes));
    expect([derived.tokensPerSPerUser.e2e, derived.outputTokensPerSPerGpu]).toEqual([null, null]);
  });

  it('are nothing to requests that went to a server', () => {
    const run = aLatencyRun();
    const served = { ...run, evidence: { ...run.evidence, offline: null } };
    expect(batchFigures(served)).toBeNull();
    expect([isOffline(run), isOffline(served)]).toEqual([true, false]);
  });
});

describe('an offline run', () => {
  it('says so, and is not told off for prompts sent at once', () => {
    expect(assess(aLatencyRun()).flags.map(({ code, severity }) => [code, severity])).toEqual([['offline', 'info']]);
  });
});
