import { describe, expect, it } from 'vitest';
import { aRequest, type RequestChange } from '@/lib/domain/plan/testing/a-request';
import { fromRequest } from './from-request';
import { emptyForm, type LaunchForm } from './launch-form';
import { toRequest } from './to-request';

const aForm = (change: Partial<LaunchForm> = {}): LaunchForm => ({
  ...emptyForm,
  target: 'here',
  model: 'Qwen/Qwen3-32B-FP8',
  ...change,
});
const errorsOf = (change: Partial<LaunchForm>) => toRequest(aForm(change)).errors;
const own = { kind: 'random', name: '', isl: '100', osl: '50', spread: '', sharedPrefix: '', api: 'chat' } as const;

describe('toRequest', () => {
  it('makes of an untouched form TP 1 to 8 x concurrency 1 to 64 at 1k/1k, once target and model are named', () => {
    const { request } = toRequest(aForm());
    expect(request).toMatchObject({
      deployment: { model: 'Qwen/Qwen3-32B-FP8', grid: { tp: [1, 2, 4, 8], pp: [1], dp: [1], only: null }, flags: [] },
      workloads: [{ kind: 'preset', preset: '1k/1k' }],
      loads: { mode: 'list', knob: 'concurrency', per: 'absolute', values: [1, 2, 4, 8, 16, 32, 64] },
      warmups: 'concurrency',
      seed: null,
    });
    expect(errorsOf({ target: '', model: ' ' })).toEqual({ target: 'Choose where it runs.', model: 'Name a model.' });
  });

  it('sends single cells where they are not all combinations of their sizes', () => {
    const { request } = toRequest(aForm({ cells: new Set(['1-1-1', '2-2-1', '16-1-1']) }));
    expect(request?.deployment).toMatchObject({
      grid: {
        tp: [1, 2],
        pp: [1, 2],
        dp: [1],
        only: [
          { tp: 1, pp: 1, dp: 1 },
          { tp: 2, pp: 2, dp: 1 },
        ],
      },
    });
  });

  it('counts cells beyond what a job takes, and cuts nothing', () => {
    const hundred = Array.from({ length: 60 }, (_, i) => i + 1);
    const sizes = { tp: hundred.join(), pp: hundred.join(), dp: '1, 2, 3' };
    const cells = new Set(hundred.flatMap((tp) => hundred.flatMap((pp) => [1, 2, 3].map((dp) => `${tp}-${pp}-${dp}`))));
    expect(errorsOf({ sizes, cells })).toEqual({
      cells: '10,800 deployments are chosen; one job takes at most 256.',
    });
  });

  it('turns precision into flags before those that were typed', () => {
    const { request } = toRequest(aForm({ precision: 'fp8', kvCache: 'fp8', flags: '--max-num-seqs 64' }));
    expect(request?.deployment).toMatchObject({
      flags: [
        { name: 'quantization', value: 'fp8' },
        { name: 'kv-cache-dtype', value: 'fp8' },
        { name: 'max-num-seqs', value: '64' },
      ],
    });
  });

  it('takes environment variables by name alone', () => {
    expect(toRequest(aForm({ environment: 'HF_TOKEN, VLLM_USE_V1' })).request?.deployment.environment).toEqual([
      'HF_TOKEN',
      'VLLM_USE_V1',
    ]);
    const { environment } = errorsOf({ environment: 'HF_TOKEN=hf_secret' });
    expect(environment).toContain('Give only the name HF_TOKEN');
    expect(environment).not.toContain('hf_secret');
  });

  it.each<[string, Partial<LaunchForm>, string]>([
    ['values', { values: '1, two' }, '“two” is not'],
    ['model', { model: '; rm -rf ~' }, 'a model is a hub id'],
    ['flags', { flags: 'max-num-seqs 1' }, 'stands alone'],
    ['repeats', { repeats: '1.5' }, 'A whole number from 1 to 100.'],
    ['sizes.tp', { sizes: { tp: 'x', pp: '1', dp: '1' } }, '“x” is not'],
    ['cells', { cells: new Set() }, 'Choose at least one deployment.'],
    ['workloads', { workloads: [] }, 'Choose at least one workload.'],
    ['workloads.0.isl', { workloads: [{ ...own, isl: '' }] }, 'A whole number from 1 to 4,000,000.'],
    ['adaptive.to', { loadMode: 'adaptive', adaptive: { ...emptyForm.adaptive, to: '0' } }, 'A whole number from 1'],
    ['baseUrl', { source: 'already-running', baseUrl: '' }, 'The address of the server'],
    ['baseUrl', { source: 'already-running', baseUrl: 'file:///etc/passwd' }, 'begins with http://'],
  ])('says at %s what is wrong with it', (field, change, sentence) => {
    const { request, errors } = toRequest(aForm(change));
    expect(request).toBeNull();
    expect(errors[field]).toContain(sentence);
  });
});

describe('fromRequest', () => {
  const started = { source: 'started', model: 'Qwen/Qwen3-32B-FP8' } as const;
  it.each<[string, RequestChange]>([
    ['a plain one', {}],
    [
      'a grid with single cells, flags and environment',
      {
        deployment: {
          ...started,
          grid: {
            tp: [1, 2, 4, 8],
            dp: [1, 2],
            only: [
              { tp: 8, pp: 1, dp: 1 },
              { tp: 1, pp: 1, dp: 2 },
              { tp: 2, pp: 1, dp: 1 },
              { tp: 4, pp: 1, dp: 1 },
            ],
          },
          flags: [
            { name: 'dtype', value: 'bfloat16' },
            { name: 'speculative-config', value: '{"method": "it\'s"}' },
            { name: 'enable-dbo', value: null },
          ],
          environment: ['HF_TOKEN'],
        },
      },
    ],
    [
      'an endpoint',
      {
        deployment: {
          source: 'already-running',
          baseUrl: 'http://gpu-box:8000',
          model: 'served',
          topology: { tp: 2, pp: 1, dp: 4 },
          gpu: 'H100',
        },
      },
    ],
    [
      'workloads of every kind',
      {
        workloads: [
          { kind: 'preset', preset: 'chat' },
          { kind: 'random', name: 'odd', isl: 7, osl: 9, lengthSpread: 0.07, sharedPrefix: 3, api: 'chat' },
          { kind: 'file', format: 'sharegpt', path: '~/share.json', osl: 128 },
        ],
      },
    ],
    ['an adaptive one', { loads: { mode: 'adaptive', minGainPerDoubling: 0.03, limits: { medianTtftMs: 500 } } }],
    ['rates per GPU', { loads: { mode: 'list', knob: 'request-rate', per: 'gpu', values: [0.5, 1, 3] } }],
    [
      'numbers of its own',
      {
        name: 'mine',
        repeats: 3,
        warmups: 0,
        seed: 5,
        prompts: { perConcurrency: 2.5 },
        deadlines: { loadS: 60, attemptS: 3600 },
      },
    ],
  ])('is read back as the same request: %s', (_, change) => {
    const request = aRequest(change);
    const { request: back, errors } = toRequest(fromRequest(request));
    expect(errors).toEqual({});
    const byKey = (cells: { tp: number; pp: number; dp: number }[]) =>
      cells.map(({ tp, pp, dp }) => `${tp}-${pp}-${dp}`).sort();
    if (
      request.deployment.source === 'started' &&
      request.deployment.grid.only &&
      back?.deployment.source === 'started'
    ) {
      expect(byKey(back.deployment.grid.only ?? [])).toEqual(byKey(request.deployment.grid.only));
      back.deployment.grid.only = request.deployment.grid.only;
    }
    expect(back).toEqual(request);
  });
});
