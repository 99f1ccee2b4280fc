import { describe, expect, it } from 'vitest';
import { aPlan } from '../testing/a-job';
import { referenceText } from '@/lib/testing/reference-files';

const serverSample = (name: string) => referenceText(`vllm/server/${name}`);
import { chosenGpus, meanWattsPerGpu, parseGpus } from './nvidia-smi';
import { readBack, type ReadBackFiles } from './read-back';

const plan = aPlan();
const asked = { request: plan.request, attempt: plan.attempts[0]!, run: plan.attempts[0]!.runs[0]! };
const nothing: ReadBackFiles = {
  serverLog: null,
  models: null,
  version: null,
  gpus: null,
  chosenGpus: null,
  metricsBefore: null,
  metricsAfter: null,
  power: null,
};
const gpu = (index: number, name = 'NVIDIA H100 80GB HBM3') =>
  `${index}, GPU-${index}, 4, 81559, 550.54.15, 1980, 700.00, ${name}`;
const models = (id: string, root = id) => JSON.stringify({ object: 'list', data: [{ id, root }] });
const v1 = (tp: number) =>
  `Initializing a V1 LLM engine (v0.25.1) with config: model='facebook/opt-125m', tensor_parallel_size=${tp}, pipeline_parallel_size=1, data_parallel_size=1`;

describe('readBack', () => {
  it('finds no difference where what ran is what was asked for', () => {
    const found = readBack(
      {
        ...nothing,
        serverLog: v1(2),
        models: models('facebook/opt-125m'),
        version: '{"version":"0.25.1"}',
        gpus: [gpu(0), gpu(1), gpu(2)].join('\n'),
        chosenGpus: '1,2\n',
      },
      asked,
    );
    expect(found).toMatchObject({
      model: 'facebook/opt-125m',
      engineVersion: '0.25.1',
      topology: { tp: 2, pp: 1, dp: 1 },
      gpu: 'NVIDIA H100 80GB HBM3',
      gpus: 2,
      driver: '550.54.15',
      speculative: null,
      differences: [],
    });
  });

  it('says what ran instead of what was asked for', () => {
    const { differences } = readBack(
      {
        ...nothing,
        serverLog: v1(1),
        models: models('other/model'),
        gpus: [gpu(0), gpu(1, 'NVIDIA A100')].join('\n'),
        chosenGpus: '0,1',
      },
      asked,
    );
    expect(differences).toEqual([
      'facebook/opt-125m was asked for; the server serves other/model.',
      'TP2 was asked for; the server runs TP1.',
      'The GPUs are not alike: NVIDIA H100 80GB HBM3, NVIDIA A100.',
    ]);
    expect(readBack({ ...nothing, gpus: gpu(0), chosenGpus: '0' }, asked).differences).toEqual([
      '2 GPUs were asked for; the server was given 1.',
    ]);
  });

  it('takes a served name for the model behind it', () => {
    expect(readBack({ ...nothing, models: models('my-alias', 'facebook/opt-125m') }, asked).differences).toEqual([]);
  });

  it('reads a real log: TP2 as asked, another model', () => {
    const found = readBack({ ...nothing, serverLog: serverSample('vllm_serve_v0.13rc_tp2_qwen3-14b.log') }, asked);
    expect(found).toMatchObject({
      topology: { tp: 2, pp: 1, dp: 1 },
      kvCacheTokens: 294_752,
      speculative: false,
      differences: [],
    });
  });

  it('knows nothing where nothing was said, and believes no garbage', () => {
    expect(readBack(nothing, asked)).toMatchObject({
      model: null,
      topology: null,
      gpus: null,
      metrics: null,
      differences: [],
    });
    const garbage = {
      ...nothing,
      serverLog: '\u0000\u0001',
      models: '{"data":[{"id":7}]}',
      version: '[]',
      gpus: 'No devices were found',
      power: 'x,y',
      metricsBefore: '<html>',
      metricsAfter: '',
    };
    expect(readBack(garbage, asked)).toMatchObject({
      model: null,
      engineVersion: null,
      gpus: null,
      meanWattsPerGpu: null,
    });
  });

  it.each(['null', '{"data":null}', '{"data":[null]}', '{"data":[[],"x",{"id":null}]}', '{"data":{"0":{"id":"x"}}}'])(
    'takes no model from %s',
    (models) => {
      expect(readBack({ ...nothing, models, version: 'null' }, asked)).toMatchObject({ model: null, differences: [] });
    },
  );
});

describe('parseGpus', () => {
  it('reads numbers, and null for what a GPU does not say', () => {
    expect(parseGpus('0, GPU-a, 4, 24564, [N/A], 2100, [N/A], NVIDIA L4, 24 GB\n\nnoise')).toEqual([
      {
        index: 0,
        uuid: 'GPU-a',
        name: 'NVIDIA L4, 24 GB',
        memoryUsedMiB: 4,
        memoryTotalMiB: 24_564,
        driver: null,
        maxSmClockMHz: 2100,
        powerLimitW: null,
      },
    ]);
    expect(chosenGpus(parseGpus([gpu(0), gpu(1)].join('\n')), null)).toHaveLength(2);
  });
});

describe('meanWattsPerGpu', () => {
  const samples = (index: number, draws: (number | string)[]) =>
    draws.map((draw, i) => `2026/08/20 10:00:0${i}.1, ${index}, ${draw}, 90, 70000, 1980, 60`).join('\n');

  it('means over time first, then over GPUs', () => {
    expect(
      meanWattsPerGpu(`${samples(0, [100, 200, 300, 200, 200])}\n${samples(1, [400, 400, 400, 400, 400, 400])}`),
    ).toBe(300);
  });

  it('says nothing of too few samples, or of a GPU that does not tell', () => {
    expect(meanWattsPerGpu(samples(0, [100, 200]))).toBeNull();
    expect(meanWattsPerGpu(samples(0, ['[N/A]', '[N/A]', '[N/A]', '[N/A]', '[N/A]']))).toBeNull();
  });
});
