/** Printed results in the shape of each generation of vLLM's client, with figures of our own that fit each other. */

const row = (label: string, value: string) => `${label.padEnd(40)} ${value.padEnd(10)}`;
const title = '============ Serving Benchmark Result ============';
const rule = '='.repeat(50);

const statistics = (metric: string, mean: number) => [
  row(`Mean ${metric} (ms):`, mean.toFixed(2)),
  row(`Median ${metric} (ms):`, (mean - 1).toFixed(2)),
  row(`P99 ${metric} (ms):`, (mean * 2).toFixed(2)),
];
const latencies = [
  '---------------Time to First Token----------------',
  ...statistics('TTFT', 50),
  '-----Time per Output Token (excl. 1st token)------',
  ...statistics('TPOT', 10),
  '---------------Inter-token Latency----------------',
  ...statistics('ITL', 11),
];

const totals = [
  row('Benchmark duration (s):', '20.00'),
  row('Total input tokens:', '20000'),
  row('Total generated tokens:', '4000'),
  row('Request throughput (req/s):', '5.00'),
];
const completed = row('Successful requests:', '100');
const output = row('Output token throughput (tok/s):', '200.00');

const block = (...rows: string[]) => [title, ...rows, rule].join('\n');

/** v0.4 and v0.5: input throughput beside output throughput. */
export const block2024 = block(
  completed,
  ...totals,
  row('Input token throughput (tok/s):', '1000.00'),
  output,
  ...latencies,
);

/** v0.6 to v0.10: capital T in "Total Token". */
export const blockV06 = block(
  completed,
  ...totals,
  output,
  row('Total Token throughput (tok/s):', '1200.00'),
  ...latencies,
);

/** Since December 2025, with everything that may be asked for. */
export const block2026 = block(
  completed,
  row('Failed requests:', '4'),
  row('Maximum request concurrency:', '16'),
  row('Request rate configured (RPS):', '5.20'),
  ...totals,
  row('Request goodput (req/s):', '4.50'),
  output,
  row('Peak output token throughput (tok/s):', '300.00'),
  row('Peak concurrent requests:', '20.00'),
  row('Total token throughput (tok/s):', '1200.00'),
  ...latencies,
  row('P99.9 ITL (ms):', '40.00'),
  '----------------End-to-end Latency----------------',
  ...statistics('E2EL', 440),
  '---------------Speculative Decoding---------------',
  row('Acceptance rate (%):', '51.80'),
  row('Acceptance length:', '2.50'),
  row('Canvas positions:', '7'),
);

/** Under the same title, of another tool. */
export const blockSglang = block(
  row('Backend:', 'sglang'),
  row('Traffic request rate:', 'inf'),
  row('Max request concurrency:', '16'),
  completed,
  ...totals,
  row('Total generated tokens (retokenized):', '3990'),
  output,
  '----------------End-to-End Latency----------------',
  row('Mean E2E Latency (ms):', '440.00'),
);

/** v0.3: no block, units behind the numbers. */
export const printedV03 = [
  'Successful requests: 100',
  'Benchmark duration: 20.000000 s',
  'Total input tokens: 20000',
  'Total generated tokens: 4000',
  'Request throughput: 5.00 requests/s',
  'Input token throughput: 1000.00 tokens/s',
  'Output token throughput: 200.00 tokens/s',
  'Mean TTFT: 50.00 ms',
  'Median TTFT: 49.00 ms',
  'P99 TTFT: 100.00 ms',
  'Mean TPOT: 10.00 ms',
  'Median TPOT: 9.00 ms',
  'P99 TPOT: 20.00 ms',
].join('\n');

export const printed2023 = [
  'Total time: 20.00 s',
  'Throughput: 5.00 requests/s',
  'Average latency: 4.00 s',
  'Average latency per token: 0.02 s',
  'Average latency per output token: 0.11 s',
].join('\n');

/** Of the Rust client, behind a block: the same labels, narrower. */
export const steadyState = [
  '============ Steady-State Metrics =============',
  'Window:                             1.0s -> 16.0s  (15.0s)',
  'Request throughput (req/s):         5.50',
  'Output token throughput (tok/s):    220.00',
  'Mean TTFT (ms):                     30.00',
  'Median TPOT (ms):                   8.00',
  '='.repeat(47),
].join('\n');

/** The line in which the client prints its arguments. */
export const namespace =
  "Namespace(subparser='bench', dispatch_function=<function Serve.cmd at 0xe36e>, seed=7, num_prompts=104, " +
  "dataset_name='random', random_input_len=200, random_output_len=40, random_prefix_len=0, sonnet_input_len=550, " +
  "random_mm_bucket_config={(256, 256, 1): 0.5}, backend='openai', max_concurrency=16, model='org/Model-8B', " +
  "request_rate=5.2, burstiness=1.0, ignore_eos=True, metadata=['tp=2', 'gpu=H100'], temperature=None)";

export const throughput2024 = 'Throughput: 2.50 requests/s, 1500.00 total tokens/s, 500.00 output tokens/s';
