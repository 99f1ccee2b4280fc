type Keys = Readonly<Record<string, unknown>>;
const has = (record: Keys, key: string) => Object.hasOwn(record, key);

/**
 * What tells one generation of the client from the next, newest mark first: vLLM wrote no schema version before or
 * since. Versions are named where they are known. Source: the history of `benchmarks/benchmark_serving.py` and
 * `vllm/benchmarks/serve.py`.
 */
const generations: readonly (readonly [string, (record: Keys) => boolean])[] = [
  ["Kneepoint's load generator", (r) => r.load_generator === 'kneepoint'],
  ['Rust client (2026 or later)', (r) => has(r, 'steady_state') || has(r, 'failed_requests') || has(r, 'multi_turn')],
  ['InferenceX fork', (r) => has(r, 'benchmark_start_time_unix')],
  ['2026-02 or later', (r) => has(r, 'rtfx')],
  ['2025-10..2026-02', (r) => has(r, 'failed')],
  ['2025-09..2025-10', (r) => has(r, 'max_output_tokens_per_s')],
  ['2025-07..2025-09 (v0.9.2-v0.10)', (r) => has(r, 'request_goodput')],
  ['2025-03..2025-07 (v0.8-v0.9.1)', (r) => has(r, 'request_goodput:') && has(r, 'endpoint_type')],
  ['2024-10..2025-07 (v0.6.4-v0.9.1)', (r) => has(r, 'request_goodput:')],
  ['2025-03..2025-09 (v0.8-v0.10)', (r) => has(r, 'endpoint_type') && !has(r, 'backend')],
  ['2024-10..2025-05 (v0.6.4-v0.8)', (r) => has(r, 'max_concurrency') || has(r, 'burstiness')],
  ['2024-09..2024-10 (v0.6.0-v0.6.3)', (r) => has(r, 'total_token_throughput')],
  ['2024-01..2024-02 (v0.3)', (r) => has(r, 'request_inthroughput')],
  ['2024-06..2024-09 (v0.5)', (r) => has(r, 'input_throughput') && has(r, 'mean_itl_ms')],
  ['2024-02..2024-06 (v0.4)', (r) => has(r, 'input_throughput')],
];

/** The generation of the client that wrote a record, by which keys it has; null where no mark is left. */
export function detectGeneration(record: Keys): string | null {
  return generations.find(([, matches]) => matches(record))?.[0] ?? null;
}

const metricKey = /^(?:mean|median|std|p\d+(?:\.\d+)?)_(?:ttft|tpot|itl)_ms$/;

/** Whether a record has what only a streaming generation benchmark writes, in its summary or per request. */
const measuresGeneration = (record: Keys) =>
  ['output_throughput', 'total_output_tokens', 'output_lens', 'ttfts'].some((key) => has(record, key)) ||
  Object.keys(record).some((key) => metricKey.test(key));

/** Pooling and embedding runs share the frame, but generate nothing. */
export const isPooling = (record: Keys) => !measuresGeneration(record);

/** Marks of SGLang's client, which grew out of the same script. */
const sglangKeys = ['total_output_tokens_retokenized', 'server_info', 'mean_e2e_latency_ms', 'sharegpt_output_len'];

/** Whether a record is a serving result of vLLM's client, partial ones and pooling runs included. */
export function looksLikeVllmServe(record: Keys): boolean {
  if (sglangKeys.some((key) => has(record, key))) return false;
  const named = ['model_id', 'tokenizer_id', 'num_prompts'].some((key) => has(record, key));
  const measured = Object.keys(record).some((key) => metricKey.test(key) || /^(?:mean|median)_e2el_ms$/.test(key));
  const listed = has(record, 'ttfts') && has(record, 'output_lens');
  const counted =
    has(record, 'completed') && (has(record, 'request_throughput') || has(record, 'request_inthroughput'));
  return (named && (measured || listed)) || counted;
}
