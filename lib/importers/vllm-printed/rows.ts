/** A row of the printed block: its label as printed, and its value or null where that is no number ("nan"). */
export interface PrintedRow {
  label: string;
  /** The key the same figure has in the result JSON; null: a row nobody knows. */
  key: string | null;
  value: number | null;
  text: string;
}

/** Rows by their labels, all generations; the keys are those of the result JSON. */
const keys: Readonly<Record<string, string>> = {
  'Successful requests': 'completed',
  'Failed requests': 'failed',
  'Maximum request concurrency': 'max_concurrency',
  'Request rate configured (RPS)': 'request_rate',
  'Benchmark duration (s)': 'duration',
  'Total input tokens': 'total_input_tokens',
  'Total generated tokens': 'total_output_tokens',
  'Request throughput (req/s)': 'request_throughput',
  'Request goodput (req/s)': 'request_goodput',
  'Input token throughput (tok/s)': 'input_throughput',
  'Output token throughput (tok/s)': 'output_throughput',
  'Peak output token throughput (tok/s)': 'max_output_tokens_per_s',
  'Peak concurrent requests': 'max_concurrent_requests',
  'RTFx (Inverse Real-Time Factor)': 'rtfx',
  'Total Token throughput (tok/s)': 'total_token_throughput',
  'Total token throughput (tok/s)': 'total_token_throughput',
  'Acceptance rate (%)': 'spec_decode_acceptance_rate',
  'Acceptance length': 'spec_decode_acceptance_length',
  Drafts: 'spec_decode_num_drafts',
  'Draft tokens': 'spec_decode_draft_tokens',
  'Accepted tokens': 'spec_decode_accepted_tokens',
  'Probe requests completed': 'probe_completed',
  'Probe requests failed': 'probe_failed',
};
const statistic = /^(Mean|Median|Std|P\d{1,3}(?:\.\d{1,4})?) (TTFT|TPOT|ITL|E2EL) \(ms\)$/;
const queueing = /^(Mean|Median|Std|P\d{1,3}(?:\.\d{1,4})?) (Client Queue Time|E2EL incl\. Client Queue) \(ms\)$/;
const probe = /^(Median|P99|Max) probe E2EL \(ms\)$/;

const queueKeys: Readonly<Record<string, string>> = {
  'Client Queue Time': 'client_queue_time',
  'E2EL incl. Client Queue': 'e2el_including_client_queue',
};

/** The key of a row in the result JSON, by its label; null for one nobody knows. */
function keyOf(label: string): string | null {
  const key = Object.hasOwn(keys, label) ? keys[label]! : null;
  const [, name, metric] = statistic.exec(label) ?? queueing.exec(label) ?? [];
  if (key !== null) return key;
  if (name && metric) return `${name.toLowerCase()}_${queueKeys[metric] ?? metric.toLowerCase()}_ms`;
  const [, probed] = probe.exec(label) ?? [];
  return probed ? `probe_${probed.toLowerCase()}_e2el_ms` : null;
}

/** A label, a colon, one value at the end. Logs put times and names of containers in front, each ending in a space or bar. */
const rowShape = /^(.{0,200}?)([A-Z][\w .()%/-]{1,60}):\s{0,60}(\S{1,40})$/;
const knownLabel =
  /(?:^|[\s|>\]])((?:Successful|Failed|Maximum|Request|Benchmark|Total|Input|Output|Peak|RTFx|Mean|Median|Std|P\d|Acceptance|Draft|Accepted|Probe|Max)[\w .()%/-]*)$/;

/** The row a line holds; null where it is none. What stands before the label belongs to the log. */
export function readRow(line: string): PrintedRow | null {
  if (line.length > 400) return null;
  const [, before = '', found, text] = rowShape.exec(line) ?? [];
  if (found === undefined || text === undefined) return null;
  const whole = `${before}${found}`;
  const label = longestKnown(whole) ?? knownLabel.exec(whole)?.[1] ?? found;
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
  return { label, key: keyOf(label), value, text };
}

/** The longest known label a text ends with: log prefixes may hold words of labels. */
function longestKnown(text: string): string | null {
  for (let at = Math.max(0, text.length - 60); at < text.length; at++) {
    if (at > 0 && !/[\s|>\]]/.test(text[at - 1]!)) continue;
    const label = text.slice(at);
    if (keyOf(label) !== null) return label;
  }
  return null;
}

/** Rows of other tools under the same header, most telling first. */
const foreignRows: readonly (readonly [string, RegExp])[] = [
  [
    'sglang.bench_serving',
    /retokenized|E2E Latency|^(?:Backend|Traffic request rate|Max request concurrency|Concurrency|Accept length|Max ITL \(ms\)|Total input (?:text|vision) tokens)/,
  ],
  [
    'the benchmark client of TensorRT-LLM',
    /^(?:User throughput|Avg Decoded Tokens per Iter|Average Decoded|Request AR)/,
  ],
];

/** The tool that prints a row of this label and is not vLLM; null where vLLM may. */
export function foreignToolOf(label: string): string | null {
  return foreignRows.find(([, pattern]) => pattern.test(label))?.[0] ?? null;
}
