import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gpuFromName } from './gpu-names';
import { nameFacts } from './names';
import { precisionFromName, precisionFromSetting } from './precision-names';

/** Facts of a path as `field: value`, first ones only. */
function facts(path: string): Record<string, unknown> {
  return Object.fromEntries(
    nameFacts(path)
      .reverse()
      .map(({ field, value }) => [field, value]),
  );
}

describe('nameFacts', () => {
  it.each([
    ['llama_tp8.json', { tp: 8 }],
    ['model_TP4_x.json', { tp: 4 }],
    ['model_tp_8_x.json', { tp: 8 }],
    ['model-tp-2.json', { tp: 2 }],
    ['SERVE--tensor_parallel_size=4-BENCH--max_concurrency=16', { tp: 4, 'load.maxConcurrency': 16 }],
    ['tp4pp2.json', { tp: 4, pp: 2 }],
    ['TP4xPP2.json', { tp: 4, pp: 2 }],
    ['x_pp4-tp2.json', { pp: 4, tp: 2 }],
    ['tp8_ep8_dp2.json', { tp: 8, ep: 8, dp: 2 }],
    [
      '2p2d_conc64_in2048_out128_20250922_063641.json',
      {
        workers: { prefill: 2, decode: 2 },
        'load.maxConcurrency': 64,
        'workload.isl': 2048,
        'workload.osl': 128,
      },
    ],
    [
      'gptoss_fp4_h200_tp2_conc64_isl1024_osl1024.json',
      {
        tp: 2,
        'deployment.hardware.gpu': 'H200',
        'deployment.precision': 'fp4',
        'load.maxConcurrency': 64,
        'workload.isl': 1024,
        'workload.osl': 1024,
      },
    ],
    ['glm_8k1k_concurrency-16.json', { 'workload.isl': 8192, 'workload.osl': 1024, 'load.maxConcurrency': 16 }],
    ['x_isl10k_osl1k.json', { 'workload.isl': 10_000, 'workload.osl': 1024 }],
    ['nvidia_ip2048_op256.json', { 'workload.isl': 2048, 'workload.osl': 256 }],
    ['input_len_2048_output_len_128.json', { 'workload.isl': 2048, 'workload.osl': 128 }],
    [
      'Meta-Llama-3.1-8B-FP8_tp1_len8000.json',
      {
        tp: 1,
        'deployment.precision': 'fp8',
        'deployment.flags.max-model-len': 8000,
      },
    ],
    ['latency_batch64.json', { 'load.numPrompts': 64 }],
    ['latency_ip2048_op256_np4.json', { 'workload.isl': 2048, 'workload.osl': 256, 'load.numPrompts': 4 }],
    ['max_model_len_4096.json.gz', { 'deployment.flags.max-model-len': 4096 }],
  ])('reads %s', (path, expected) => {
    expect(facts(path)).toEqual(expected);
  });

  it.each([
    'http8.json',
    'temp4.json',
    'setup8.json',
    'tp.json',
    'tp0.json',
    'tp999.json',
    'stp4.json',
    'tp4b.json',
    'mp4_video.json',
    'pp512_tg128.json',
    'dp20250101.json',
    'train_ep10.json',
    'compare_tp4_vs_tp8.json',
    '20250922_063641.json',
    'v0.6.3-2024-11-09.json',
    'infqps-concurrency-llama.json',
    'reconc32.json',
    '1080p60d.json',
    '2p.json',
    'input_len_2048.json',
    'length2048.json',
    'prompting.json',
    'prompts.json',
    'plan9x11.json',
    'sql4.json',
    'a100ab.json',
    'kv_cache_fp8.json',
    'kv-fp8.json',
    'Qwen3-30B-A3B.json',
    'Qwen3-235B-A22B.json',
    'h100_vs_mi300x.json',
    'batch_b100.json',
    '10x100.json',
  ])('reads nothing into %s', (path) => {
    expect(facts(path)).toEqual({});
  });

  it('tells the file from its folders and believes the nearest', () => {
    const path = 'tp2/8xH100-80GB-SXM/prompt_320/llama_tp4.json';
    expect(nameFacts(path).filter(({ field }) => field === 'tp')).toEqual([
      { field: 'tp', value: 4, from: 'file name', name: 'llama_tp4' },
      { field: 'tp', value: 2, from: 'folder name', name: 'tp2' },
    ]);
    expect(facts(path)).toMatchObject({ 'deployment.hardware.gpus': 8, 'load.numPrompts': 320 });
  });

  it('finds a size set off by separators, and none hidden in a word', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('abcdefghijklmnoqrsuvwyz')),
      minLength: 1,
      maxLength: 8,
    });
    const sizes = fc.integer({ min: 1, max: 64 });
    const separators = fc.constantFrom('_', '-', ' ', '.');
    fc.assert(
      fc.property(letters, sizes, separators, letters, (before, tp, separator, after) => {
        expect(facts(`${before}_tp${tp}${separator}${after}.json`)).toMatchObject({ tp });
        expect(facts(`${before}tp${tp}${after}.json`)).not.toHaveProperty('tp');
      }),
      { seed: 3 },
    );
  });

  it('never throws and never gives a size beyond its limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('tpdexk0123456789_-x/=.H')), maxLength: 40 }),
        (path) => {
          for (const { field, value } of nameFacts(path)) {
            if (field === 'tp') expect(value).toBeLessThanOrEqual(128);
            if (typeof value === 'number') expect(value).toBeGreaterThan(0);
          }
        },
      ),
      { seed: 4, numRuns: 2000 },
    );
  });
});

describe('gpuFromName', () => {
  const none = { gpusPerNode: null, nodes: null };
  it.each([
    ['8xH100', { gpu: 'H100', gpus: 8, ...none }],
    ['8xH100-80GB-SXM', { gpu: 'H100-80GB-SXM', gpus: 8, ...none }],
    ['1xA100-80GB-SXM', { gpu: 'A100-80GB-SXM', gpus: 1, ...none }],
    ['H100x8', { gpu: 'H100', gpus: 8, ...none }],
    ['2024-11_8xH100SXM5-serving', { gpu: 'H100SXM5', gpus: 8, ...none }],
    ['2x8xh200', { gpu: 'H200', gpus: 16, gpusPerNode: 8, nodes: 2 }],
    ['kubeai-8xL4-pp2', { gpu: 'L4', gpus: 8, ...none }],
    ['4 x NVIDIA A10G', { gpu: 'A10G', gpus: 4, ...none }],
    ['bench_mi300x_run', { gpu: 'MI300X', gpus: null, ...none }],
    ['rtx_5090', { gpu: 'RTX-5090', gpus: null, ...none }],
    ['glm_gaudi3', { gpu: 'Gaudi3', gpus: null, ...none }],
  ])('reads %s', (name, expected) => {
    expect(gpuFromName(name)).toEqual(expected);
  });

  it.each(['t4', 'l4', 'a10', '0xH100', 'h100s', '4xH100_vs_8xH100', 'v100'])('reads nothing into %s', (name) => {
    expect(gpuFromName(name)).toBeNull();
  });
});

describe('precisionFromName', () => {
  it.each([
    ['Meta-Llama-3.1-70B-Instruct-FP8', 'fp8'],
    ['RedHatAI/Qwen3-14B-FP8-dynamic', 'fp8'],
    ['gemma-4-26b-a4b-it_bf16', 'bf16'],
    ['NVIDIA-Nemotron-3-Super-120B-A12B-NVFP4', 'nvfp4'],
    ['Llama-70B-AWQ-INT4', 'awq'],
    ['Llama-3.1-405B-Instruct-FP8-KV', 'fp8'],
    ['Llama-8B-quantized.w4a16', 'w4a16'],
    ['Llama-FP8-bf16', null],
    ['Mixtral-8x7B-Instruct-v0.1', null],
    ['llama-kv_fp8', null],
    ['llama-kv_cache_dtype=fp8', null],
  ])('reads %s as %s', (name, expected) => {
    expect(precisionFromName(name)).toBe(expected);
  });
});

describe('precisionFromSetting', () => {
  it.each([
    ['bfloat16', 'bf16'],
    ['half', 'fp16'],
    ['FP8', 'fp8'],
    ['compressed-tensors', 'compressed-tensors'],
    ['auto', null],
    [' ', null],
  ])('reads %s as %s', (setting, expected) => {
    expect(precisionFromSetting(setting)).toBe(expected);
  });
});
