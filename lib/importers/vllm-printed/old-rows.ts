/** A row as vLLM 0.3 and the scripts of 2023 printed it: no block, the unit behind the number. */
export interface OldRow {
  key: string;
  value: number;
  text: string;
}

const shape = /(?:^|[\s|>\]])([A-Z][A-Za-z0-9 ]{2,50}): (\d{1,15}(?:\.\d{1,9})?)( s| ms| requests\/s| tokens\/s)?$/;

/** Rows by label and unit; seconds stay seconds, milliseconds milliseconds. */
const keys: Readonly<Record<string, string>> = {
  'Successful requests': 'completed',
  'Benchmark duration s': 'duration',
  'Total input tokens': 'total_input_tokens',
  'Total generated tokens': 'total_output_tokens',
  'Request throughput requests/s': 'request_throughput',
  'Input token throughput tokens/s': 'input_throughput',
  'Output token throughput tokens/s': 'output_throughput',
  'Total time s': 'total_time',
  'Throughput requests/s': 'throughput',
  'Average latency s': 'average_latency',
  'Average latency per token s': 'average_latency_per_token',
  'Average latency per output token s': 'average_latency_per_output_token',
};
const statistic = /^(Mean|Median|P99) (TTFT|TPOT) ms$/;

/** The row a line holds; null where it is none. */
export function readOldRow(line: string): OldRow | null {
  const [, label, number, unit = ''] = shape.exec(line.slice(-160)) ?? [];
  if (label === undefined || number === undefined) return null;
  const name = `${label}${unit}`;
  const [, which, metric] = statistic.exec(name) ?? [];
  const key = which && metric ? `${which.toLowerCase()}_${metric.toLowerCase()}_ms` : keyOf(name);
  return key === null ? null : { key, value: Number(number), text: `${label}: ${number}${unit}` };
}

/** Log prefixes may hold capital words: the longest known label at the end counts. */
function keyOf(name: string): string | null {
  const words = name.split(' ');
  for (let from = 0; from < words.length; from++) {
    const label = words.slice(from).join(' ');
    if (Object.hasOwn(keys, label)) return keys[label]!;
  }
  return null;
}
