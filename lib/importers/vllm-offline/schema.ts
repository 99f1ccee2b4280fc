import { z } from 'zod';

const expecting = (what: string) => ({ error: () => what });
const quantity = (what: string) => z.number(expecting(what)).nonnegative(expecting(what));
const positive = (what: string) => z.number(expecting(what)).positive(expecting(what));

/** The result of `vllm bench throughput --output-json`. Tokens are those of prompts and answers together. */
export const throughputRecord = z.looseObject({
  elapsed_time: positive('a number of seconds, more than 0'),
  num_requests: z.int(expecting('a whole number of requests')).nonnegative(expecting('a whole number of requests')),
  total_num_tokens: quantity('a number of tokens, 0 or more').nullish(),
  requests_per_second: quantity('a number of requests per second, 0 or more').nullish(),
  tokens_per_second: quantity('a number of tokens per second, 0 or more'),
});

/** The result of `vllm bench latency --output-json`, seconds. */
export const latencyRecord = z.looseObject({
  avg_latency: positive('a number of seconds, more than 0'),
  latencies: z.array(quantity('a list of seconds, one per iteration'), expecting('a list of seconds')).nullish(),
  percentiles: z.record(
    z.string().regex(/^\d{1,2}(?:\.\d{1,4})?$/, 'percentiles by their number, such as "99"'),
    quantity('a number of seconds, 0 or more'),
    expecting('percentiles by their number, in seconds'),
  ),
});
