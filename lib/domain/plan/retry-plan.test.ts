import { describe, expect, it } from 'vitest';
import { expandPlan } from './expand-plan';
import { retryAttempt, runnableAttempts } from './retry-plan';
import { fillsForRun } from './run-fills';
import { fills } from '../fills';
import { aRequest, aTarget } from './testing/a-request';

const plan = expandPlan(aRequest({ deployment: { source: 'started', model: 'm/x', grid: { tp: [2, 16] } } }), {
  target: aTarget(),
  shapeOf: () => null,
  seed: 2_147_483_646,
});
const attempt = plan.attempts[0]!;

describe('retryAttempt', () => {
  it('keeps the runs that are left with their names and loads, and gives them new seeds', () => {
    const retry = retryAttempt(attempt, new Set(['tp2-pp1-dp1/32-16/c2/r1']), 1)!;
    expect(retry.runs.map(({ name, key }) => [name, key])).toEqual([
      ['0001', 'tp2-pp1-dp1/32-16/c1/r1'],
      ['0003', 'tp2-pp1-dp1/32-16/c4/r1'],
    ]);
    const before = attempt.runs.map(({ seed }) => seed);
    expect(retry.runs.some(({ seed }) => before.includes(seed))).toBe(false);
    expect(retry.runs.every(({ seed }) => seed >= 0 && seed < 2 ** 31)).toBe(true);
    expect(retry.estimateS).toBeLessThan(attempt.estimateS);
  });

  it('has nothing to do where all is done', () => {
    expect(retryAttempt(attempt, new Set(attempt.runs.map(({ key }) => key)), 1)).toBeNull();
  });
});

describe('runnableAttempts', () => {
  it('leaves out what has a problem, and everything of an invalid plan', () => {
    expect(runnableAttempts(plan).map(({ key }) => key)).toEqual(['tp2-pp1-dp1']);
    expect(runnableAttempts({ ...plan, valid: false })).toEqual([]);
  });
});

describe('fillsForRun', () => {
  it('says what an offline result cannot, with what was read back before what was planned', () => {
    const filled = fillsForRun(plan, attempt, attempt.runs[0]!, aTarget({ gpu: 'H100' }), {
      gpu: 'NVIDIA H100 80GB HBM3',
      engineVersion: '0.25.1',
    });
    expect(fills.parse(filled)).toEqual({
      model: 'm/x',
      engine: 'vllm',
      engineVersion: '0.25.1',
      gpu: 'NVIDIA H100 80GB HBM3',
      gpusPerNode: 8,
      tp: 2,
      pp: 1,
      dp: 1,
      nodes: 1,
      dataset: 'random',
      isl: 32,
      osl: 16,
    });
  });
});
