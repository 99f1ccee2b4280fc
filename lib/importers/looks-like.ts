type Keys = Readonly<Record<string, unknown>>;

const has = (record: Keys, ...keys: string[]) => keys.every((key) => Object.hasOwn(record, key));
const within = (record: Keys, key: string, ...keys: string[]) => {
  const inner = record[key];
  return typeof inner === 'object' && inner !== null && has(inner as Keys, ...keys);
};
const anyBlock = (record: Keys, ...keys: string[]) => Object.keys(record).some((key) => within(record, key, ...keys));

/** Formats we know by sight but do not read, most telling first; after the recognition order of the peers' formats. */
const formats: readonly (readonly [string, (record: Keys) => boolean])[] = [
  ['an llm-d benchmark report v0.1', (r) => has(r, 'scenario', 'metrics', 'version')],
  ['an llm-d benchmark report v0.2', (r) => has(r, 'run', 'scenario', 'results', 'version')],
  ['a guidellm report', (r) => has(r, 'benchmarks')],
  ['an inference-perf report', (r) => has(r, 'load_summary', 'successes')],
  ['an aiperf sweep', (r) => has(r, 'aggregation_type', 'per_combination_metrics')],
  ['an aiperf result', (r) => has(r, 'aiperf_version') || (has(r, 'schema_version') && anyBlock(r, 'unit', 'avg'))],
  ['a genai-perf result', (r) => has(r, 'input_config') && anyBlock(r, 'unit', 'avg')],
  ['an llm-optimizer result', (r) => within(r, 'config', 'server_args') && has(r, 'results')],
  [
    'a result of sglang.bench_serving',
    (r) =>
      has(r, 'completed', 'total_output_tokens') &&
      ['max_concurrency', 'random_range_ratio', 'server_info', 'total_output_tokens_retokenized'].some((key) =>
        has(r, key),
      ),
  ],
  ['an llmperf summary', (r) => Object.keys(r).some((key) => key.startsWith('results_inter_token_latency_s_'))],
  ['an inference-benchmarker result', (r) => has(r, 'config', 'results')],
  ['an InferenceX row', (r) => has(r, 'tput_per_gpu', 'conc')],
  ["a digest of vLLM's CI, which its result files beside it say better", (r) => has(r, 'Test name', 'Model')],
  ['a result of vllm bench startup, which measures no requests', (r) => has(r, 'avg_cold_startup_time')],
];

/** What a record nobody reads looks like, as a noun phrase; null where it looks like nothing we know. */
export function looksLike(record: Keys): string | null {
  return formats.find(([, matches]) => matches(record))?.[0] ?? null;
}

const firstLine = (head: string) => head.slice(0, head.search(/\n|$/));

/** Plain searches rather than patterns with repeats in repeats: the text is anybody's, and must not cost more than it is long. */
const texts: readonly (readonly [string, (head: string) => boolean])[] = [
  [
    'an aiconfigurator table',
    (head) => ['tokens/s/gpu', 'tokens/s/user'].every((word) => firstLine(head).includes(word)),
  ],
  ['an LLM-Inference-Bench table', (head) => head.startsWith('Hardware,Num of Hardware,Framework,Model')],
  ['an aiperf or genai-perf table', (head) => /^"?Metric"?,"?avg"?,"?min"?,"?max/m.test(head)],
  ['a log of vllm serve', (head) => /vLLM API server version|non-default args:/.test(head)],
  ['a command line vllm refused, which measured nothing', (head) => /^vllm: error: /m.test(head)],
  ['a Prometheus page', (head) => /^# HELP /m.test(head)],
  ['a YAML file', (head) => /^(?:---\s*\n)?[A-Za-z_][\w-]*:(?: |\n)/.test(head)],
  [
    'a table with commas',
    (head) => /^[^{[]/.test(head) && firstLine(head).split(',').length > 2 && head.includes('\n'),
  ],
];

/** What a text that is not JSON looks like, as a noun phrase; null where it looks like nothing we know. */
export function textLooksLike(head: string): string | null {
  return texts.find(([, matches]) => matches(head))?.[0] ?? null;
}
