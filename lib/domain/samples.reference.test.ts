import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MeasurementOverrides, anAssessedMeasurement } from './testing/a-measurement';

const samples = process.env.KNEEPOINT_SAMPLES ?? join(process.cwd(), '..', 'shared', 'samples');
type Result = Record<string, number | string | null>;

/** First record of a real result file, bare `Infinity` read as the string. */
function read(path: string): Result {
  const [line = ''] = readFileSync(join(samples, path), 'utf8').split('\n');
  return JSON.parse(line.replaceAll(': Infinity', ': "inf"')) as Result;
}

function latencyOf(result: Result, name: string) {
  const at = (statistic: string) => (result[`${statistic}_${name}_ms`] as number | undefined) ?? null;
  return { mean: at('mean'), median: at('median'), p99: at('p99') };
}

/** What a benchmark client's result says, in our words. */
function measured(path: string, over: MeasurementOverrides = {}) {
  const result = read(path);
  const count = (key: string) => (result[key] as number | undefined) ?? null;
  return anAssessedMeasurement({
    load: {
      maxConcurrency: count('max_concurrency'),
      requestRate: result.request_rate === 'inf' ? 'inf' : count('request_rate'),
      numPrompts: count('num_prompts'),
    },
    counts: {
      completed: count('completed'),
      failed: count('failed'),
      inputTokens: count('total_input_tokens'),
      outputTokens: count('total_output_tokens'),
    },
    durationS: count('duration'),
    throughput: { requestsPerS: count('request_throughput'), outputTokensPerS: count('output_throughput') },
    latency: {
      ttftMs: latencyOf(result, 'ttft'),
      tpotMs: latencyOf(result, 'tpot'),
      itlMs: latencyOf(result, 'itl'),
      e2elMs: latencyOf(result, result.mean_e2el_ms === undefined ? 'e2e_latency' : 'e2el'),
    },
    ...over,
  });
}
const codes = (path: string, over?: MeasurementOverrides) =>
  measured(path, over).flags.map(({ code, severity }) => `${code} ${severity}`);

describe('derive, on the same runs under different definitions of user speed', () => {
  it.each([
    ['sglang/tonyli15_agg_n100_in512_out128_c32.jsonl', 117.0, 108.8, 98.5],
    ['sglang/tonyli15_pd_1p4d_n100_in2048_out512_c128.jsonl', 106.4, 106.9, 5.2],
  ])('%s', (path, mean, median, perConcurrency) => {
    const { tokensPerSPerUser } = measured(
      path,
      path.includes('1p4d') ? { load: { maxConcurrency: 128, requestRate: 'inf' } } : {},
    ).derived;
    expect(tokensPerSPerUser.meanTpot).toBeCloseTo(mean, 1);
    expect(tokensPerSPerUser.medianTpot).toBeCloseTo(median, 0);
    expect(tokensPerSPerUser.outputPerConcurrency).toBeCloseTo(perConcurrency, 1);
  });

  it.each([
    ['lambda/results/prompt_320/8xH100-80GB-SXM/Meta-Llama-3.1-70B-Instruct-FP8_tp8_len2048.json', 16.4, 36.8, 12.8],
    ['lambda/results/prompt_10/1xA100-80GB-SXM/Meta-Llama-3-8B-Instruct_tp1_len2000.json', 55.7, 83.6, 22.7],
  ])('%s, where 1000 / ITL is refused', (path, mean, median, perConcurrency) => {
    const { derived } = measured(path);
    expect(derived.tokensPerSPerUser.meanTpot).toBeCloseTo(mean, 1);
    expect(derived.tokensPerSPerUser.medianTpot).toBeCloseTo(median, 1);
    expect(derived.tokensPerSPerUser.outputPerConcurrency).toBeCloseTo(perConcurrency, 1);
    expect(derived.tokensPerSPerUser.medianItl).toBeNull();
  });
});

describe('assess, on real files', () => {
  it('finds the run invalid whose server died', () => {
    expect(codes('lambda/results/prompt_320/1xH100-80GB-SXM/Meta-Llama-3.1-70B-Instruct-FP8_tp1_len2048.json')).toEqual(
      [
        'partly-failed invalid',
        'zero-length-output warning',
        'queued warning',
        'chunked-stream info',
        'load-is-prompts info',
      ],
    );
  });

  it('has no warning about a clean file', () => {
    expect(codes('vllm/serve/2026-06_inferencex-fork_detailed_c4.json')).toEqual([]);
  });

  it('has no warning about a rate sweep, until it is one request of many that failed', () => {
    for (const rate of ['0.1', '0.2', '0.3', '0.5', '0.7', '1.0']) {
      expect(codes(`vllm/serve/ratesweep_gemma-4-26b-a4b-it_bf16/11-rate-sweep-${rate}.json`)).toEqual([]);
    }
    expect(codes('vllm/serve/one_failed_request_qwen-3.6-27b_fp8_sharegpt.json')).toEqual(['partly-failed info']);
  });

  it('finds the tokens counted five times invalid', () => {
    expect(
      anAssessedMeasurement({
        workload: { osl: 500 },
        throughput: { requestsPerS: 17.2225, outputTokensPerS: 44_190.56 },
      }).flags,
    ).toMatchObject([{ code: 'osl-mismatch', severity: 'invalid' }]);
  });
});
