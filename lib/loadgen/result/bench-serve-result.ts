import type { SteadyState } from '../measuring/steady-state';
import type { Backend } from '../options';

/** A request that failed, with what it had received. Shape of vLLM's Rust client. Seconds. */
export interface FailedRequest {
  index: number;
  error: string;
  prompt_len: number;
  start_time: number;
  latency: number;
  ttft: number;
  output_tokens: number;
  itl: readonly number[];
}

/**
 * The result of a run as `vllm bench serve` writes it: seconds for durations and lists, milliseconds for keys that end
 * in `_ms`, tokens/s and requests/s. Besides these keys it holds `--metadata`, the statistics
 * `{mean,median,std,pN}_{ttft,tpot,itl,e2el}_ms` of the latencies asked for, and `spec_decode_*`.
 */
export interface BenchServeResult {
  /** Local time of the end, YYYYMMDD-HHMMSS. */
  date: string;
  endpoint_type: Backend;
  backend: Backend;
  label: string | null;
  model_id: string;
  tokenizer_id: string | null;
  num_prompts: number;
  request_rate: number | 'inf';
  burstiness: number;
  max_concurrency: number | null;
  duration: number;
  completed: number;
  failed: number;
  total_input_tokens: number;
  total_output_tokens: number;
  request_throughput: number;
  /** null = no objectives were given. */
  request_goodput: number | null;
  output_throughput: number;
  total_token_throughput: number;
  /** Lists, one entry a request in the order of sending; only with `saveDetailed`, but for `latencies` and `queue_times`. */
  input_lens?: readonly number[];
  output_lens?: readonly number[];
  ttfts?: readonly number[];
  itls?: readonly (readonly number[])[];
  latencies: readonly number[];
  start_times?: readonly number[];
  queue_times: readonly number[];
  generated_texts?: readonly string[];
  errors?: readonly string[];
  max_output_tokens_per_s: number;
  max_concurrent_requests: number;
  rtfx: number;

  /** Null without a concurrency cap, with a finite rate, or where the cap was never reached. */
  steady_state: SteadyState | null;
  /** There when something failed. */
  failed_requests?: readonly FailedRequest[];
  load_generator: 'kneepoint';
  /** Where the count of output tokens comes from; by chunks where the server reports none. */
  output_tokens_counted: 'by-server' | 'by-chunks' | 'by-server-or-chunks';
  client_lag_p99_ms: number;
  schedule_delay_p99_ms: number;
  client_cpu_share: number;
  client_limited: boolean;
  /** There when the server was Kneepoint's simulator: text, as metadata is. */
  simulated?: 'true';

  /** Statistics, speculative decoding, metadata. */
  [key: string]: unknown;
}
