/** Records in the shape of each generation of vLLM's client, with figures of our own. */

type Fields = Record<string, unknown>;

const statistics = (metric: string, mean: number): Fields => ({
  [`mean_${metric}_ms`]: mean,
  [`median_${metric}_ms`]: mean - 1,
  [`std_${metric}_ms`]: 2,
  [`p99_${metric}_ms`]: mean * 2,
});

const totals: Fields = {
  duration: 20,
  completed: 100,
  total_input_tokens: 20_000,
  total_output_tokens: 4000,
  request_throughput: 5,
  output_throughput: 200,
};
const named: Fields = { model_id: 'org/Model-8B', tokenizer_id: 'org/Model-8B', num_prompts: 100, request_rate: 'inf' };
const latencies = { ...statistics('ttft', 50), ...statistics('tpot', 10), ...statistics('itl', 11) };
const { request_throughput: _rate, ...totalsWithoutRate } = totals;

/** v0.3: its request rate has a name nobody used again. */
export const v03: Fields = {
  date: '20240115-101112',
  backend: 'vllm',
  version: 'N/A',
  ...named,
  best_of: 1,
  use_beam_search: false,
  ...totalsWithoutRate,
  request_inthroughput: 5,
  input_throughput: 1000,
  mean_ttft_ms: 50,
  median_ttft_ms: 49,
  p99_ttft_ms: 100,
  mean_tpot_ms: 10,
  median_tpot_ms: 9,
  p99_tpot_ms: 20,
};

export const v04: Fields = {
  date: '20240401-000000',
  backend: 'vllm',
  ...named,
  ...totals,
  input_throughput: 1000,
  mean_ttft_ms: 50,
  mean_tpot_ms: 10,
};

export const v05: Fields = { ...v04, date: '20240701-000000', ...latencies };

export const v06: Fields = {
  date: '20240910-000000',
  backend: 'vllm',
  ...named,
  best_of: 1,
  ...totals,
  total_token_throughput: 1200,
  ...latencies,
};

/** The goodput key with a colon in its name. */
export const v064: Fields = {
  ...v06,
  date: '20241120-000000',
  burstiness: 1.0,
  max_concurrency: 32,
  'request_goodput:': 4.5,
};

const { backend: _backend, best_of: _best, 'request_goodput:': _goodput, ...v064Rest } = v064;

/** The command line `vllm bench serve`: no backend. */
export const cli08: Fields = {
  ...v064Rest,
  date: '20250401-000000',
  endpoint_type: 'openai',
  label: null,
  'request_goodput:': null,
};
export const cli09: Fields = {
  ...v064Rest,
  date: '20250801-000000',
  endpoint_type: 'openai',
  label: null,
  request_goodput: null,
};
export const autumn2025: Fields = {
  ...cli09,
  date: '20250925-000000',
  backend: 'openai',
  max_output_tokens_per_s: 300,
  max_concurrent_requests: 40,
};
export const winter2025: Fields = { ...autumn2025, date: '20251101-000000', failed: 0 };
export const y2026: Fields = {
  ...winter2025,
  date: '20260816-160853',
  rtfx: 0.0,
  ...statistics('e2el', 440),
  p50_e2el_ms: 439,
  'p99.9_e2el_ms': 900,
  spec_decode_acceptance_rate: 51.8,
  spec_decode_acceptance_length: 2.5,
};

export const inferenceX: Fields = {
  ...v064,
  date: '20260607-090728',
  benchmark_start_time_unix: 1780822558.25,
  benchmark_end_time_unix: 1780822578.25,
};

export const rust: Fields = {
  ...y2026,
  max_model_len: 8192,
  input_throughput: 1000,
  failed: undefined,
  failed_requests: [{ error: 'timeout' }, { error: 'timeout' }],
  steady_state: { window: { start_s: 1, end_s: 16, duration_s: 15, target_concurrency: 32 }, output_throughput: 210 },
};

export const pooling: Fields = {
  date: '20260101-000000',
  backend: 'openai-embeddings',
  model_id: 'org/Embed',
  num_prompts: 10,
  duration: 2,
  completed: 10,
  total_input_tokens: 1000,
  request_throughput: 5,
  total_token_throughput: 500,
  ...statistics('e2el', 30),
};

/** All requests failed: vLLM writes 0 everywhere. */
export const allFailed: Fields = {
  ...Object.fromEntries(
    Object.entries(y2026).map(([key, value]) => [key, /_ms$|throughput|^total_|^completed$/.test(key) ? 0 : value]),
  ),
  failed: 100,
};

/** With per-request lists, made so that every statistic can be told by hand: see the test. */
export const detailed: Fields = {
  date: '20260816-160853',
  backend: 'openai',
  endpoint_type: 'openai',
  model_id: 'org/Model-8B',
  num_prompts: 4,
  request_rate: 'inf',
  max_concurrency: 2,
  duration: 10,
  completed: 3,
  failed: 1,
  input_lens: [10, 20, 30, 40],
  output_lens: [3, 1, 0, 5],
  ttfts: [1, 2, 0, 3],
  itls: [[0.5, 0.5], [], [], [1, 0, 0, 0]],
  start_times: [100, 100, 103, 102],
  generated_texts: ['a', 'b', '', 'c'],
  errors: ['', '', 'Traceback', ''],
};

export const toText = (record: Fields) => JSON.stringify(record);
