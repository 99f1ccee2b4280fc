import { describe, expect, it } from 'vitest';
import { emptyMeasurement, type Measurement, noLatencyStatistics } from '../measurement';
import { toMilliseconds, toTokensPerSecond } from '@/lib/units/quantities';
import { laddersOf, triedFrom } from './adaptive-plan';
import { expandPlan } from './expand-plan';
import { aRequest, aTarget } from './testing/a-request';

describe('laddersOf', () => {
  it('gives each workload its ladder, and each load the names of its repeats', () => {
    const request = aRequest({
      workloads: [
        { kind: 'preset', preset: '1k/1k' },
        { kind: 'preset', preset: '8k/1k' },
      ],
      loads: { mode: 'adaptive', from: 1, to: 4, stepsPerDoubling: 1 },
      repeats: 2,
    });
    const plan = expandPlan(request, { target: aTarget(), shapeOf: () => null, seed: 1 });
    const ladders = laddersOf(plan.attempts[0]!);
    expect(ladders.map(({ workload, rungs }) => [workload.name, rungs])).toEqual([
      ['1k/1k', [1, 2, 4]],
      ['8k/1k', [1, 2, 4]],
    ]);
    expect(ladders[1]!.runsAt(2).map(({ name }) => name)).toEqual(['0008', '0011']);
  });
});

describe('triedFrom', () => {
  const measured = (tpot: number | null, perGpu: number | null): Pick<Measurement, 'derived' | 'latency'> => ({
    latency: {
      ...emptyMeasurement({ file: 'f', format: 'x', formatVersion: null, index: 0, sha256: '0'.repeat(64) }).latency,
      tpotMs: { ...noLatencyStatistics(), median: tpot === null ? null : toMilliseconds(tpot) },
    },
    derived: {
      gpus: null,
      inService: { value: 3, method: 'exact', exact: true },
      meanIsl: null,
      meanOsl: null,
      outputTokensPerSPerGpu: perGpu === null ? null : toTokensPerSecond(perGpu),
      totalTokensPerSPerGpu: null,
      tokensPerSPerUser: {
        medianTpot: null,
        meanTpot: null,
        p99Tpot: null,
        medianItl: null,
        outputPerConcurrency: null,
        e2e: null,
      },
    },
  });

  it('takes the median over the repeats that have a number', () => {
    expect(triedFrom(8, 'climb', [measured(10, 100), measured(30, 300), measured(null, 200)])).toEqual({
      load: 8,
      purpose: 'climb',
      outputTokensPerSPerGpu: 200,
      medianTpotMs: 20,
      medianTtftMs: null,
      inService: 3,
    });
  });

  it('says that a load without a single repeat failed', () => {
    expect(triedFrom(8, 'limit', [])).toMatchObject({ outputTokensPerSPerGpu: null, medianTpotMs: null });
  });
});
