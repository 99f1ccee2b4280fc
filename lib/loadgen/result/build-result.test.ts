import { describe, expect, it } from 'vitest';
import { anOutcome } from '../testing/an-outcome';
import { someFindings, someOptions } from '../testing/findings';
import { buildResult } from './build-result';
import { formatPythonJson } from './python-json';

const build = (changes: Parameters<typeof someOptions>[0] = {}, findings: Parameters<typeof someFindings>[1] = {}) => {
  const options = someOptions(changes);
  return buildResult(options, someFindings(options, findings));
};

/** Keys of `vllm bench serve` in its order, by when they are there. `int`, `float`: how Python writes the number. */
const beforeLists = [
  ['date', 'str'],
  ['endpoint_type', 'str'],
  ['backend', 'str'],
  ['label', 'null'],
  ['model_id', 'str'],
  ['tokenizer_id', 'str'],
  ['num_prompts', 'int'],
  ['request_rate', 'str'],
  ['burstiness', 'float'],
  ['max_concurrency', 'int'],
  ['duration', 'float'],
  ['completed', 'int'],
  ['failed', 'int'],
  ['total_input_tokens', 'int'],
  ['total_output_tokens', 'int'],
  ['request_throughput', 'float'],
  ['request_goodput', 'null'],
  ['output_throughput', 'float'],
  ['total_token_throughput', 'float'],
] as const;
const lists = [
  ['input_lens', 'list of int'],
  ['output_lens', 'list of int'],
  ['ttfts', 'list of float'],
  ['itls', 'list of list of float'],
  ['latencies', 'list of float'],
  ['start_times', 'list of float'],
  ['queue_times', 'list of float'],
  ['generated_texts', 'list of str'],
  ['errors', 'list of str'],
] as const;
const afterLists = [
  ['max_output_tokens_per_s', 'float'],
  ['max_concurrent_requests', 'int'],
  ['rtfx', 'float'],
] as const;
const statistics = (name: string, ...percents: string[]) =>
  ['mean', 'median', 'std', ...percents].map((statistic) => [`${statistic}_${name}_ms`, 'float'] as const);
const ours = [
  ['steady_state', 'dict'],
  ['load_generator', 'str'],
  ['output_tokens_counted', 'str'],
  ['client_lag_p99_ms', 'float'],
  ['schedule_delay_p99_ms', 'float'],
  ['client_cpu_share', 'float'],
  ['client_limited', 'bool'],
] as const;

/** Keys and types of a text as Python's reader would type them; ints and floats differ by their point. */
function typesIn(text: string): (readonly [string, string])[] {
  const marked = text.replace(/(?<=[[:,\s])-?\d+\.\d+(?:e[+-]\d+)?(?=[,\]}])/g, '"<float>"');
  const typeOf = (value: unknown): string => {
    if (value === null) return 'null';
    if (Array.isArray(value)) return `list of ${[...new Set(value.map(typeOf))].join(' or ')}`;
    if (typeof value === 'object') return 'dict';
    if (typeof value === 'string') return value === '<float>' ? 'float' : 'str';
    return typeof value === 'number' ? 'int' : 'bool';
  };
  return Object.entries(JSON.parse(marked) as object).map(([key, value]) => [key, typeOf(value)]);
}

describe('buildResult', () => {
  it("has vLLM's keys in vLLM's order and types, and ours behind them", () => {
    expect(typesIn(formatPythonJson(build({ maxConcurrency: 1 })))).toEqual([
      ...beforeLists,
      ['latencies', 'list of float'],
      ['queue_times', 'list of float'],
      ...afterLists,
      ...['ttft', 'tpot', 'itl'].flatMap((name) => statistics(name, 'p99')),
      ...ours,
    ]);
  });

  it('has the lists of each request where they are to be kept', () => {
    expect(typesIn(formatPythonJson(build({ maxConcurrency: 1, saveDetailed: true, percentileMetrics: [] })))).toEqual([
      ...beforeLists,
      ...lists,
      ...afterLists,
      ...ours,
    ]);
  });

  it('computes rates over the duration and counts completed requests only', () => {
    const outcomes = [anOutcome(), anOutcome({ failure: 'reset', promptTokens: 99, outputTokens: 99 })];
    expect(build({ goodput: { ttft: 100 } }, { outcomes, durationS: 2 })).toMatchObject({
      completed: 1,
      failed: 1,
      total_input_tokens: 10,
      total_output_tokens: 3,
      request_throughput: 0.5,
      request_goodput: 0.5,
      output_throughput: 1.5,
      total_token_throughput: 6.5,
    });
  });

  it('gives 0 in lists for what a failed request did not measure', () => {
    const outcomes = [anOutcome(), anOutcome({ failure: 'reset' })];
    expect(build({ saveDetailed: true }, { outcomes })).toMatchObject({
      input_lens: [10, 10],
      output_lens: [3, 0],
      ttfts: [0.1, 0],
      itls: [[0.1, 0.1], []],
      latencies: [0.3, 0],
      errors: ['', 'reset'],
    });
  });

  it('keeps why requests failed without the lists, too', () => {
    expect(build({}, { outcomes: [anOutcome(), anOutcome({ failure: 'reset' })] }).failed_requests).toEqual([
      {
        index: 1,
        error: 'reset',
        prompt_len: 10,
        start_time: 0,
        latency: 0.3,
        ttft: 0.1,
        output_tokens: 3,
        itl: [0.1, 0.1],
      },
    ]);
  });

  it('puts metadata behind the number of prompts; later keys win over it, it wins over earlier ones', () => {
    const metadata = [
      ['tensor_parallel_size', '8'],
      ['duration', 'mine'],
      ['model_id', 'renamed'],
      ['__proto__', 'text'],
    ] as const;
    const result = build({ metadata });
    expect(Object.keys(result).slice(4, 10)).toEqual([
      'model_id',
      'tokenizer_id',
      'num_prompts',
      'tensor_parallel_size',
      'duration',
      '__proto__',
    ]);
    expect(result).toMatchObject({ tensor_parallel_size: '8', duration: 1, model_id: 'renamed' });
  });

  it('writes the rate as a number or "inf"', () => {
    expect(build().request_rate).toBe('inf');
    expect(formatPythonJson(build({ requestRate: 16 }))).toContain('"request_rate": 16.0,');
  });

  it('names percentiles as Python does', () => {
    const keys = Object.keys(build({ percentileMetrics: ['e2el'], metricPercentiles: [50, 99.9, 100] }));
    expect(keys.filter((key) => key.endsWith('_e2el_ms'))).toEqual([
      'mean_e2el_ms',
      'median_e2el_ms',
      'std_e2el_ms',
      'p50_e2el_ms',
      'p99.9_e2el_ms',
      'p100_e2el_ms',
    ]);
  });

  it('reports queueing on the client under a cap only, and the sum with it for a rate only', () => {
    const percentileMetrics = ['client_queue_time', 'e2el_including_client_queue'] as const;
    const keys = (changes: object) =>
      Object.keys(build({ percentileMetrics, ...changes })).filter((key) => key.startsWith('mean'));
    expect(keys({ maxConcurrency: null })).toEqual([]);
    expect(keys({})).toEqual(['mean_client_queue_time_ms']);
    expect(keys({ requestRate: 5 })).toEqual(['mean_client_queue_time_ms', 'mean_e2el_including_client_queue_ms']);
  });

  it('has a steady state for a cap without a rate only', () => {
    expect(build({ maxConcurrency: 1 }).steady_state?.window.target_concurrency).toBe(1);
    expect(build({ maxConcurrency: null }).steady_state).toBeNull();
    expect(build({ requestRate: 5 }).steady_state).toBeNull();
  });

  it('raises client-limited by the lag and the time per token', () => {
    // TPOT is 100 ms: 5 % are 5 ms.
    expect(build({}, { lag: { lagP99Ms: 4.9, scheduleDelayP99Ms: 0, cpuShare: 0 } }).client_limited).toBe(false);
    expect(build({}, { lag: { lagP99Ms: 0, scheduleDelayP99Ms: 5.2, cpuShare: 0 } }).client_limited).toBe(true);
  });

  it('says where output tokens were counted', () => {
    const byChunks = anOutcome({ outputTokensCounted: 'by-chunks' });
    expect(build().output_tokens_counted).toBe('by-server');
    expect(build({}, { outcomes: [byChunks] }).output_tokens_counted).toBe('by-chunks');
    expect(build({}, { outcomes: [byChunks, anOutcome()] }).output_tokens_counted).toBe('by-server-or-chunks');
  });

  it('dates the end in local time', () => {
    expect(build().date).toBe('20261121-090503');
  });
});
