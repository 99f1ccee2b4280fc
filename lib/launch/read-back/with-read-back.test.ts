import { describe, expect, it } from 'vitest';
import { assess } from '@/lib/domain/assess';
import { aMeasurement } from '@/lib/domain/testing/a-measurement';
import { withReadBack } from './with-read-back';
import type { ReadBack } from './read-back';

const nothing: ReadBack = {
  model: null,
  engineVersion: null,
  topology: null,
  gpu: null,
  gpus: null,
  driver: null,
  dtype: null,
  quantization: null,
  kvCacheDtype: null,
  kvCacheTokens: null,
  maxConcurrency: null,
  metrics: null,
  speculative: null,
  meanWattsPerGpu: null,
  differences: [],
};
const facts = { simulated: false, jobId: 'job', run: 'tp2-pp1-dp1/1k-1k/c8/r1' };
const codes = (found: Partial<ReadBack>) =>
  assess(withReadBack(aMeasurement(), { ...nothing, ...found }, facts)).flags.map(({ code }) => code);

describe('withReadBack', () => {
  it('takes what ran for the topology, and says where that is not what was asked for', () => {
    const differences = ['TP2 was asked for; the server runs TP1.'];
    const topology = { tp: 1, pp: 1, dp: 1 };
    const group = {
      role: 'aggregate' as const,
      replicas: 1,
      tp: 2,
      pp: 1,
      dp: 1,
      pcp: 1,
      dcp: 1,
      ep: null,
      attentionDp: null,
    };
    const asked = aMeasurement({ deployment: { topology: [group] } });
    const base = withReadBack(asked, { ...nothing, topology, differences }, facts);
    expect(base.deployment.topology).toMatchObject([topology]);
    expect(base.provenance['deployment.topology']).toBe('read back from the server');
    expect(assess(base).flags).toContainEqual(
      expect.objectContaining({ code: 'topology-read-back', severity: 'invalid', message: differences[0] }),
    );
    expect(codes({})).not.toContain('topology-read-back');
  });

  it('keeps power, cache hits and the size of the KV cache with the measurement', () => {
    const metrics = { prefixCacheHitRate: 0.3, preemptions: 2 } as ReadBack['metrics'];
    const base = withReadBack(
      aMeasurement(),
      { ...nothing, metrics, meanWattsPerGpu: 512, kvCacheTokens: 1000 },
      facts,
    );
    expect(base.power.meanWattsPerGpu).toBe(512);
    expect(base.evidence.prefixCacheHitRate).toBe(0.3);
    expect(base.extra).toMatchObject({ job: 'job', run: facts.run, readBack: { kvCacheTokens: 1000, preemptions: 2 } });
  });

  it('marks what a simulated target gave as simulated for good', () => {
    expect(withReadBack(aMeasurement(), nothing, { ...facts, simulated: true }).origin).toBe('simulated');
    expect(withReadBack(aMeasurement(), nothing, facts).origin).toBe('measured');
  });
});
