import { z } from 'zod';

const expecting = (what: string) => ({ error: () => what });
const wholeNumber = (what: string) => z.int(expecting(what)).nonnegative(expecting(what)).nullish();
const quantity = (what: string) => z.number(expecting(what)).nonnegative(expecting(what)).nullish();
const text = (what: string) => z.string(expecting(what)).nullish();
const list = (what: string, least = 0) =>
  z.array(z.number(expecting(what)).min(least, expecting(what)).nullable(), expecting(what)).nullish();

const countOf = (what: string) => wholeNumber(`a whole number of ${what}, 0 or more`);
const perSecond = (what: string) => quantity(`a number of ${what} per second, 0 or more`);
const rate = expecting('a number of requests per second, or "inf"');
const secondsList = list('a list of seconds, one per request');

/**
 * The result of `vllm bench serve` and of `benchmark_serving.py` before it, all generations; what is not listed stays
 * as it is. Each message is the noun phrase of what was expected. Percentile keys are read by `latency.ts`, metadata
 * by `metadata.ts`.
 */
export const vllmServeRecord = z.looseObject({
  date: text('a date such as "20250922-063604"'),
  backend: text("the client's backend as text"),
  endpoint_type: text("the client's backend as text"),
  model_id: text("the model's name as text"),
  num_prompts: countOf('prompts'),
  request_rate: z.union([z.number().nonnegative(rate), z.literal('inf')], rate).nullish(),
  burstiness: quantity('a number, 0 or more'),
  max_concurrency: countOf('requests'),
  duration: quantity('a number of seconds, 0 or more'),
  benchmark_start_time_unix: quantity('seconds since 1970'),
  benchmark_end_time_unix: quantity('seconds since 1970'),
  completed: countOf('requests'),
  failed: countOf('requests'),
  total_input_tokens: quantity('a number of tokens, 0 or more'),
  total_output_tokens: quantity('a number of tokens, 0 or more'),
  request_throughput: perSecond('requests'),
  /** v0.3's name of `request_throughput`. */
  request_inthroughput: perSecond('requests'),
  request_goodput: perSecond('requests'),
  /** October 2024 to June 2025 wrote the colon into the name. */
  'request_goodput:': perSecond('requests'),
  input_throughput: perSecond('tokens'),
  output_throughput: perSecond('tokens'),
  total_token_throughput: perSecond('tokens'),
  max_output_tokens_per_s: perSecond('tokens'),
  spec_decode_acceptance_length: quantity('a number of tokens per step'),
  steady_state: z
    .looseObject({ window: z.looseObject({ duration_s: quantity('a number of seconds') }).nullish() })
    .nullish(),
  /** Kneepoint's own client says how late it was itself. */
  client_lag_p99_ms: quantity('a number of milliseconds, 0 or more'),
  schedule_delay_p99_ms: quantity('a number of milliseconds, 0 or more'),
  input_lens: list('a list of token counts, one per request'),
  output_lens: list('a list of token counts, one per request'),
  ttfts: secondsList,
  /** Of a clock that starts anywhere. */
  start_times: list('a list of seconds, one per request', -Infinity),
  latencies: secondsList,
  queue_times: secondsList,
});
export type VllmServeRecord = z.infer<typeof vllmServeRecord>;

/** Reduced while reading, see `JsonRecord.lists`. */
export const bulkyFields = {
  itls: 'rows',
  generated_texts: 'count',
  errors: 'count',
  failed_requests: 'count',
} as const;

/** Read into the measurement's own fields; everything else is metadata or goes to `extra`. */
export const mappedKeys: ReadonlySet<string> = new Set([
  'date',
  'model_id',
  'num_prompts',
  'request_rate',
  'max_concurrency',
  'duration',
  'completed',
  'failed',
  'total_input_tokens',
  'total_output_tokens',
  'request_throughput',
  'request_inthroughput',
  'request_goodput',
  'request_goodput:',
  'input_throughput',
  'output_throughput',
  'total_token_throughput',
  'max_output_tokens_per_s',
  'input_lens',
  'output_lens',
  'ttfts',
  'start_times',
  'latencies',
  'queue_times',
  ...Object.keys(bulkyFields),
]);
