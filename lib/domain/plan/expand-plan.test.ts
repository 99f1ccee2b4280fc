import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelShape } from './cells';
import { expandPlan, planLimits } from './expand-plan';
import { jobRequest } from './job-request';
import { plan } from './plan';
import type { Target } from './target';
import { aRequest, aTarget, type RequestChange } from './testing/a-request';

const expand = (change: RequestChange = {}, target: Partial<Target> = {}, shape: ModelShape | null = null) =>
  expandPlan(aRequest(change), { target: aTarget(target), shapeOf: () => shape, seed: 100 });
const started = (change: object) => ({ deployment: { source: 'started' as const, model: 'm', ...change } });
const sentences = (problems: { message: string }[]) => problems.map(({ message }) => message);

describe('expandPlan', () => {
  it('lists deployments from the fewest GPUs to the most, each with its loads in order', () => {
    const { attempts, totals, valid } = expand({ ...started({ grid: { tp: [4, 1], pp: [1, 2], dp: [1] } }) });
    expect(attempts.map(({ label, gpus }) => [label, gpus])).toEqual([
      ['TP1', 1],
      ['TP1 x PP2', 2],
      ['TP4', 4],
      ['TP4 x PP2', 8],
    ]);
    expect(attempts[0]!.runs.map(({ name, load }) => [name, load.maxConcurrency])).toEqual([
      ['0001', 1],
      ['0002', 2],
      ['0003', 4],
    ]);
    expect(totals).toMatchObject({ attempts: 4, runs: 12, peakGpus: 8 });
    expect(valid).toBe(true);
  });

  it('takes single combinations of the grid where only those are asked for', () => {
    const only = [
      { tp: 4, pp: 1, dp: 1 },
      { tp: 1, pp: 2, dp: 1 },
      { tp: 4, pp: 1, dp: 1 },
    ];
    const { attempts, valid } = expand(started({ grid: { tp: [1, 4], pp: [1, 2], only } }));
    expect(attempts.map(({ key }) => key)).toEqual(['tp1-pp2-dp1', 'tp4-pp1-dp1']);
    expect(valid).toBe(true);
  });

  it('refuses single combinations of sizes that the grid does not have', () => {
    const { problems } = expand(started({ grid: { tp: [1], only: [{ tp: 2, pp: 1, dp: 1 }] } }));
    expect(sentences(problems)).toEqual(["TP2 x PP1 x DP1 is asked for, but is no combination of the grid's sizes."]);
  });

  it('runs the whole list of loads once per repeat, workload by workload', () => {
    const { attempts } = expand({
      repeats: 2,
      workloads: [
        { kind: 'preset', preset: '1k/1k' },
        { kind: 'preset', preset: 'chat' },
      ],
      loads: { mode: 'list', knob: 'concurrency', values: [8, 1] },
    });
    expect(attempts[0]!.runs.map(({ key }) => key)).toEqual([
      'tp2-pp1-dp1/1k-1k/c1/r1',
      'tp2-pp1-dp1/1k-1k/c8/r1',
      'tp2-pp1-dp1/1k-1k/c1/r2',
      'tp2-pp1-dp1/1k-1k/c8/r2',
      'tp2-pp1-dp1/chat/c1/r1',
      'tp2-pp1-dp1/chat/c8/r1',
      'tp2-pp1-dp1/chat/c1/r2',
      'tp2-pp1-dp1/chat/c8/r2',
    ]);
  });

  it('gives every load ten prompts per request in flight, a floor, as many warm-ups, and a seed of its own', () => {
    const { attempts } = expand({
      loads: { mode: 'list', knob: 'concurrency', values: [1, 64] },
      ...started({ grid: { tp: [1, 2] } }),
    });
    const runs = attempts.flatMap((attempt) => attempt.runs);
    expect(runs.map(({ load, warmups }) => [load.numPrompts, warmups])).toEqual([
      [16, 1],
      [640, 64],
      [16, 1],
      [640, 64],
    ]);
    expect(runs.map(({ seed }) => seed)).toEqual([100, 101, 102, 103]);
  });

  it('scales loads by GPUs and by data-parallel ranks', () => {
    const perGpu = expand({
      ...started({ grid: { tp: [4] } }),
      loads: { mode: 'list', knob: 'concurrency', per: 'gpu', values: [0.5, 2] },
    });
    const perRank = expand({
      ...started({ grid: { tp: [2], dp: [4] } }),
      loads: { mode: 'list', knob: 'concurrency', per: 'dp-rank', values: [8] },
    });
    expect(perGpu.attempts[0]!.runs.map(({ load }) => load.maxConcurrency)).toEqual([2, 8]);
    expect(perRank.attempts[0]!.runs.map(({ load }) => load.maxConcurrency)).toEqual([32]);
  });

  it('sends enough prompts for a minute at a request rate', () => {
    const { attempts } = expand({ loads: { mode: 'list', knob: 'request-rate', values: [0.1, 2.5] } });
    expect(attempts[0]!.runs.map(({ load }) => load)).toEqual([
      { maxConcurrency: null, requestRate: 0.1, numPrompts: 16 },
      { maxConcurrency: null, requestRate: 2.5, numPrompts: 150 },
    ]);
  });

  it('plans the whole ladder of an adaptive sweep', () => {
    const { attempts } = expand({ loads: { mode: 'adaptive', from: 1, to: 8 } });
    expect(attempts[0]!.runs.map(({ load }) => load.maxConcurrency)).toEqual([1, 2, 3, 4, 6, 8]);
  });

  it('keeps deployments that cannot run, with the reason, and counts them nowhere', () => {
    const result = expand(
      { ...started({ model: 'x/llama', grid: { tp: [1, 3, 16] } }) },
      {},
      { attentionHeads: 32, layers: 32 },
    );
    expect(result.attempts.map(({ label, problems }) => [label, sentences(problems)])).toEqual([
      ['TP1', []],
      ['TP3', ['TP3 does not divide the 32 attention heads of x/llama.']],
      ['TP16', ['TP16 needs 16 GPUs; This machine has 8.']],
    ]);
    expect(result.totals).toMatchObject({ attempts: 1, runs: 3, peakGpus: 1 });
    expect(result.valid).toBe(true);
  });

  it('refuses what needs more than one node, in words', () => {
    const asked = expand({ ...started({ grid: { tp: [4], nodes: [2] } }) }, { nodes: 2 });
    const needed = expand({ ...started({ grid: { tp: [8], dp: [2] } }) }, { nodes: 2 });
    expect(sentences(asked.attempts[0]!.problems)).toEqual([
      'TP4 on 2 nodes was left out: more than one node is not supported yet.',
    ]);
    expect(sentences(needed.attempts[0]!.problems)).toEqual([
      'TP8 x DP2 needs 16 GPUs and a node of This machine has 8: more than one node is not supported yet.',
    ]);
    expect(asked.valid).toBe(false);
    expect(sentences(asked.problems)).toEqual(['None of the deployments asked for can run on this target.']);
  });

  it('says nothing about fit where neither the target nor the model is known', () => {
    expect(expand({ ...started({ grid: { tp: [3], pp: [1000] } }) }, { gpusPerNode: null }).valid).toBe(true);
  });

  it('refuses more stages than layers, and a context size that does not divide TP', () => {
    const { attempts } = expand(
      { ...started({ grid: { tp: [2], pp: [4] }, flags: [{ name: 'decode-context-parallel-size', value: '4' }] }) },
      {},
      { attentionHeads: 32, layers: 3 },
    );
    expect(sentences(attempts[0]!.problems)).toEqual([
      'PP4 is more stages than the 3 layers of m.',
      'DCP4 does not divide TP2.',
    ]);
  });

  it('refuses 10,000 cells before it expands any', () => {
    const hundred = Array.from({ length: 64 }, (_, i) => i + 1);
    const result = expand({ ...started({ grid: { tp: hundred, pp: hundred, dp: [1, 2, 3] } }) });
    expect(result.attempts).toEqual([]);
    expect(sentences(result.problems)).toEqual([
      'The grid has 12,288 deployments; one job takes at most 256.',
      'Deployments x workloads x loads x repeats come to 36,864 runs; one job takes at most 5,000.',
    ]);
    expect(result.totals.runs).toBe(0);
  });

  it('runs offline throughput over numbers of prompts only, without data parallelism', () => {
    const offline = {
      kind: 'throughput' as const,
      loads: { mode: 'list' as const, knob: 'prompts' as const, values: [100] },
    };
    expect(expand({ ...offline, ...started({ grid: { tp: [1], dp: [2] } }) }).attempts[0]!.problems[0]!.code).toBe(
      'offline-data-parallel',
    );
    expect(expand({ kind: 'throughput' }).problems.map(({ code }) => code)).toEqual(['loads']);
    const { attempts, valid } = expand(offline);
    expect(valid).toBe(true);
    expect(attempts[0]!.runs[0]).toMatchObject({
      load: { maxConcurrency: null, requestRate: 'inf', numPrompts: 100 },
      warmups: 0,
    });
  });

  it('plans an endpoint as one deployment, and needs its topology for loads per GPU', () => {
    const endpoint = { deployment: { source: 'already-running' as const, baseUrl: 'http://gpu-box:8000' } };
    const { attempts, totals, valid } = expand(endpoint);
    expect(attempts.map(({ key, gpus, problems }) => [key, gpus, problems])).toEqual([['endpoint', null, []]]);
    expect(totals.gpuHours).toBeNull();
    expect(valid).toBe(true);
    const perGpu = expand({ ...endpoint, loads: { mode: 'list', knob: 'concurrency', per: 'gpu', values: [1] } });
    expect(sentences(perGpu.problems)).toEqual([
      "Loads per GPU need the endpoint's TP, PP and DP, which nobody has stated.",
    ]);
  });

  it.each([
    ['http://user:pass@host:8000', 'user name or password'],
    ['http://host:8000/v1', 'without "/v1"'],
    ['http://host:8000/?x=1', 'query'],
    ["http://host:8000/a'b", 'unusual characters'],
  ])('refuses the endpoint %s', (baseUrl, expected) => {
    const { problems } = expand({ deployment: { source: 'already-running', baseUrl } });
    expect(sentences(problems).join()).toContain(expected);
  });

  it('passes no variable of Kneepoint itself to a job', () => {
    const { problems } = expand(
      started({ environment: ['HF_TOKEN', 'KNEEPOINT_TOKEN', 'DATABASE_URL', 'LD_PRELOAD'] }),
    );
    expect(problems).toHaveLength(3);
  });

  it('is a plan by its own schema, whatever the grid', () => {
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 4 });
    const loads = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        sizes,
        sizes,
        sizes,
        loads,
        fc.constantFrom('absolute', 'gpu', 'dp-rank'),
        fc.integer({ min: 1, max: 3 }),
        (tp, pp, dp, values, per, repeats) => {
          const result = expand({
            ...started({ grid: { tp, pp, dp } }),
            loads: { mode: 'list', knob: 'concurrency', per: per as 'gpu', values },
            repeats,
          });
          expect(plan.safeParse(result).error).toBeUndefined();
          const runs = result.attempts.flatMap((attempt) => attempt.runs);
          expect(new Set(runs.map(({ key }) => key)).size).toBe(runs.length);
          expect(new Set(runs.map(({ seed }) => seed)).size).toBe(runs.length);
          expect(runs.length).toBeLessThanOrEqual(planLimits.runs);
          expect(result.totals.runs).toBe(
            result.valid
              ? result.attempts
                  .filter(({ problems }) => problems.length === 0)
                  .reduce((sum, a) => sum + a.runs.length, 0)
              : 0,
          );
          expect(result).toEqual(
            expand({
              ...started({ grid: { tp, pp, dp } }),
              loads: { mode: 'list', knob: 'concurrency', per: per as 'gpu', values },
              repeats,
            }),
          );
        },
      ),
      { seed: 4, numRuns: 60 },
    );
  });

  it('costs GPU-hours as the time of each deployment times its GPUs', () => {
    const { attempts, totals } = expand(started({ grid: { tp: [1, 4] } }));
    const hours = attempts.reduce((sum, { estimateS, gpus }) => sum + (estimateS * gpus!) / 3600, 0);
    expect(totals.gpuHours).toBeCloseTo(hours, 9);
    expect(totals.estimateS).toBeGreaterThan(2 * 180);
  });
});

describe('jobRequest', () => {
  const request = (model: string) => jobRequest.safeParse({ ...aRequest(), deployment: { source: 'started', model } });

  it.each([
    'meta-llama/Llama-3.1-8B',
    '/models/l70b',
    '/root/.cache/hub/models--x/snapshots/1',
    'unsloth/Q-GGUF:Q4_K_M',
    'gpt2',
  ])('takes the model %s', (model) => {
    expect(request(model).success).toBe(true);
  });

  it.each([
    '; rm -rf ~',
    '-oProxyCommand=x',
    '--model',
    '$(id)',
    '`id`',
    'a b',
    'a\nb',
    "a'b",
    '../x',
    '/a/../b',
    'a//b',
    '',
    'https://x/y',
    'a/-b',
    'ä',
  ])('refuses the model %j', (model) => {
    expect(request(model).success).toBe(false);
  });

  it('refuses fields nobody knows, and environment names that are values', () => {
    expect(jobRequest.safeParse({ ...aRequest(), extra: 1 }).success).toBe(false);
    const deployment = { source: 'started', model: 'm', environment: ['HF_TOKEN=hf_secret'] };
    expect(jobRequest.safeParse({ ...aRequest(), deployment }).success).toBe(false);
  });
});
