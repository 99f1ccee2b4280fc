import { describe, expect, it } from 'vitest';
import { commandText, reproductionOf } from './reproduction';
import { aMeasurement } from './testing/a-measurement';
import { anEngine } from './topology';

const lines = (overrides: Parameters<typeof aMeasurement>[0]) =>
  commandText(reproductionOf(aMeasurement(overrides))).split('\n');

describe('reproductionOf', () => {
  it('writes both commands of a fully known measurement', () => {
    const text = lines({
      deployment: {
        model: 'meta-llama/Llama-3.1-70B-Instruct',
        engine: 'vLLM',
        engineVersion: '0.11.0',
        kvCacheDtype: 'fp8',
        hardware: { gpu: 'H100 SXM', gpus: 8 },
        topology: [anEngine({ tp: 4, pp: 2 })],
        flags: { 'max-model-len': 8192, enable_chunked_prefill: true, 'tensor-parallel-size': 4 },
      },
      workload: { dataset: 'random', isl: 1024, osl: 128, ignoreEos: true },
      load: { maxConcurrency: 64, requestRate: 'inf', numPrompts: 640 },
    });
    expect(text).toEqual([
      '# on 8 × H100 SXM, vLLM 0.11.0',
      'vllm serve meta-llama/Llama-3.1-70B-Instruct \\',
      '  --tensor-parallel-size 4 \\',
      '  --pipeline-parallel-size 2 \\',
      '  --kv-cache-dtype fp8 \\',
      '  --max-model-len 8192 \\',
      '  --enable-chunked-prefill',
      '',
      'vllm bench serve \\',
      '  --model meta-llama/Llama-3.1-70B-Instruct \\',
      '  --dataset-name random \\',
      '  --random-input-len 1024 \\',
      '  --random-output-len 128 \\',
      '  --num-prompts 640 \\',
      '  --max-concurrency 64 \\',
      '  --request-rate inf \\',
      '  --ignore-eos \\',
      '  --percentile-metrics ttft,tpot,itl,e2el \\',
      '  --save-result',
    ]);
  });

  it('marks what the source does not say instead of guessing', () => {
    const pieces = reproductionOf(aMeasurement()).flat();
    expect(pieces.filter(({ known }) => !known).map(({ text }) => text)).toEqual([
      '<GPU>',
      '<model>',
      '<TP>',
      '<model>',
      '<data set>',
      '<number of prompts>',
      '<rate or inf>',
    ]);
  });

  it('starts each role of a disaggregated deployment', () => {
    const text = lines({
      deployment: {
        model: 'm',
        topology: [anEngine({ role: 'prefill', tp: 2, replicas: 2 }), anEngine({ role: 'decode', tp: 4 })],
      },
    });
    expect(text.filter((line) => line.startsWith('vllm serve'))).toHaveLength(2);
    expect(text.join('\n')).toContain('# 2 of these behind a load balancer');
  });

  it('does not pretend to know how another engine is started', () => {
    const text = lines({ deployment: { model: 'm', engine: 'SGLang' } }).join('\n');
    expect(text).toContain('# served by SGLang');
    expect(text).not.toContain('vllm serve');
  });

  it('quotes what a shell would read otherwise', () => {
    const text = lines({ deployment: { model: "it's $HOME", flags: { 'hf-overrides': '{"a": 1}' } } }).join('\n');
    expect(text).toContain(`vllm serve 'it'\\''s $HOME'`);
    expect(text).toContain(`--hf-overrides '{"a": 1}'`);
  });
});
