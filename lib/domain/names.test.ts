import { describe, expect, it } from 'vitest';
import { aliasBook, applyAliases } from './aliases';
import { canonicalEngine } from './engine-names';
import { canonicalGpu, gpuLabels } from './gpu-names';
import { findGpu, gpuSpecs } from './hardware';
import { modelLabels, precisionInName } from './model-names';
import { findModelShape } from './models';
import { precisionOf, weightBytes } from './precision';
import { shortestLabels } from './shortest-labels';
import { aMeasurement } from './testing/a-measurement';

describe('canonicalGpu', () => {
  it.each([
    ['NVIDIA H100 80GB HBM3', 'H100 SXM'],
    ['H100-80GB-SXM', 'H100 SXM'],
    ['H100-80GB-SXM5', 'H100 SXM'],
    ['nvidia-gpu-h100:8', 'H100 SXM'],
    ['8xH100', 'H100 SXM'],
    ['H100', 'H100 SXM'],
    ['NVIDIA H100 PCIe', 'H100 PCIe'],
    ['NVIDIA H100 NVL', 'H100 NVL'],
    ['NVIDIA H200', 'H200'],
    ['h200_sxm', 'H200'],
    ['NVIDIA A100-SXM4-40GB', 'A100 40GB SXM'],
    ['NVIDIA A100-SXM4-80GB', 'A100 80GB SXM'],
    ['A100-80GB-SXM', 'A100 80GB SXM'],
    ['1xA100-80GB-SXM', 'A100 80GB SXM'],
    ['NVIDIA A100 80GB PCIe', 'A100 80GB PCIe'],
    ['A100', 'A100'],
    ['nvidia-gpu-l4', 'L4'],
    ['NVIDIA L40S', 'L40S'],
    ['NVIDIA A10', 'A10'],
    ['NVIDIA A10G', 'A10G'],
    ['AMD Instinct MI300X OAM', 'MI300X'],
    ['mi355x', 'MI355X'],
    ['NVIDIA GB200', 'GB200'],
    ['Habana Gaudi 3', 'Habana Gaudi 3'],
  ])('calls %s %s', (name, canonical) => {
    expect(canonicalGpu(name)).toBe(canonical);
  });

  it('leaves every name of the table as it is, so that its figures are found', () => {
    for (const { name } of gpuSpecs) expect(findGpu(name)?.name).toBe(name);
    expect(findGpu('NVIDIA A100-SXM4-40GB')).toMatchObject({ memoryGb: 40, bandwidthGbPerS: 1555 });
    expect(findGpu('an abacus')).toBeNull();
  });
});

describe('shortestLabels', () => {
  const labels = (names: string[]) =>
    [...shortestLabels(new Map(names.map((name) => [name, gpuLabels(name)]))).values()].sort();

  it('drops what nothing else in the set needs', () => {
    expect(labels(['H100 SXM', 'A100 80GB SXM'])).toEqual(['A100', 'H100']);
    expect(labels(['A100 40GB SXM', 'A100 80GB SXM'])).toEqual(['A100 40GB', 'A100 80GB']);
    expect(labels(['A100 80GB SXM', 'A100 80GB PCIe', 'L4'])).toEqual(['A100 80GB', 'A100 80GB PCIe', 'L4']);
  });

  it('numbers what nothing tells apart', () => {
    expect([
      ...shortestLabels(
        new Map([
          ['a', ['same']],
          ['b', ['same']],
        ]),
      ).values(),
    ]).toEqual(['same #1', 'same #2']);
  });
});

describe('modelLabels', () => {
  it.each([
    ['neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8', 'Llama-3.1-70B FP8'],
    ['meta-llama/Llama-3.3-70B-Instruct', 'Llama-3.3-70B'],
    ['Llama-2-7b-chat-hf', 'Llama-2-7b'],
    ['/home/models/openai--gpt-oss-120b', 'gpt-oss-120b'],
    ['nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4', 'NVIDIA-Nemotron-3-Super-120B-A12B NVFP4'],
    ['Qwen/Qwen3-30B-A3B-Instruct-2507', 'Qwen3-30B-A3B-2507'],
  ])('shortens %s', (model, label) => {
    expect(modelLabels(model)[0]).toBe(label);
    expect(modelLabels(model).at(-1)).toBe(model);
  });
});

describe('precisionOf', () => {
  it('takes what is declared, then what the name carries', () => {
    expect(precisionOf({ precision: 'bfloat16', model: 'x-FP8' })).toBe('BF16');
    expect(precisionOf({ precision: 'fp8', model: null })).toBe('FP8');
    expect(precisionOf({ precision: 'auto', model: 'x-FP8' })).toBe('FP8');
    expect(precisionOf({ precision: null, model: 'Meta-Llama-3-8B' })).toBeNull();
    expect(precisionInName('RedHatAI/Qwen3-14B-FP8-dynamic')).toBe('FP8');
  });

  it('knows the bytes of a weight, of unknown precisions nothing', () => {
    expect([weightBytes('half'), weightBytes('fp8_e4m3'), weightBytes('mxfp4'), weightBytes('odd')]).toEqual([
      2,
      1,
      0.5,
      null,
    ]);
  });
});

describe('findModelShape', () => {
  it.each([
    ['neuralmagic/Meta-Llama-3.1-70B-Instruct-FP8', 70.554e9],
    ['Llama-2-70b-chat-hf', 68.977e9],
    ['Hermes-3-Llama-3.1-405B-FP8', 405.853e9],
    ['Mixtral-8x22B-Instruct-v0.1', 140.621e9],
    ['Mistral-Large-Instruct-2407', 122.61e9],
    ['/home/models/openai--gpt-oss-120b', 116.83e9],
    ['deepseek-ai/DeepSeek-R1', 671.026e9],
    ['RedHatAI/Qwen3-14B-FP8-dynamic', 14.768e9],
  ])('knows %s', (model, params) => {
    expect(findModelShape(model)?.params).toBeCloseTo(params, -3);
  });

  it.each(['nvidia/Llama-3.1-Nemotron-Ultra-253B', 'acme/unheard-of', 'DeepSeek-V3.2-Exp', 'Qwen3-Next-80B-A3B', ''])(
    'does not pretend to know %s',
    (model) => {
      expect(findModelShape(model)).toBeNull();
    },
  );
});

describe('canonicalEngine', () => {
  it('spells engines as their projects do', () => {
    expect(['VLLM', 'sglang', 'TensorRT-LLM', 'Mine'].map(canonicalEngine)).toEqual([
      'vLLM',
      'SGLang',
      'TensorRT-LLM',
      'Mine',
    ]);
  });
});

describe('applyAliases', () => {
  const measurement = aMeasurement({
    deployment: { model: '/models/l70b-fp8', engine: 'vllm', hardware: { gpu: 'NVIDIA H100 80GB HBM3' } },
  });

  it('uses the usual names where the user has none, and leaves the input as it is', () => {
    const before = JSON.stringify(measurement);
    const { deployment } = applyAliases(measurement, aliasBook([]));
    expect(deployment).toMatchObject({
      model: '/models/l70b-fp8',
      engine: 'vLLM',
      precision: 'FP8',
      hardware: { gpu: 'H100 SXM' },
    });
    expect(JSON.stringify(measurement)).toBe(before);
  });

  it("puts the user's names first, and keeps the precision an alias would lose", () => {
    const book = aliasBook([
      { kind: 'model', name: '/models/l70b-fp8', target: 'meta-llama/Llama-3.1-70B' },
      { kind: 'gpu', name: 'H100 SXM', target: 'H100 PCIe' },
    ]);
    expect(applyAliases(measurement, book).deployment).toMatchObject({
      model: 'meta-llama/Llama-3.1-70B',
      precision: 'FP8',
      hardware: { gpu: 'H100 PCIe' },
    });
  });
});
