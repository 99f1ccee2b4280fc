import type { z } from 'zod';
import type { JsonRecord, Problem, RecordImporter, RecordOutcome } from '../importer';
import { deepPath, fieldPath, valueAt } from '../json/json-path';
import { aProblem, describeValue } from '../problems';
import { withArguments } from './arguments';
import { latencyMeasurement, throughputMeasurement } from './figures';
import { latencyRecord, throughputRecord } from './schema';

const has = (record: Readonly<Record<string, unknown>>, ...keys: string[]) =>
  keys.every((key) => Object.hasOwn(record, key));

/** Results of `vllm bench throughput --output-json` and of `benchmark_throughput.py` before it. */
export const vllmThroughput: RecordImporter = {
  format: 'vllm-throughput',
  namesHelp: true,
  recognises: (record) => has(record, 'elapsed_time', 'tokens_per_second'),
  read: readThroughput,
};

/** Results of `vllm bench latency --output-json` and of `benchmark_latency.py` before it. */
export const vllmLatency: RecordImporter = {
  format: 'vllm-latency',
  namesHelp: true,
  recognises: (record) => has(record, 'avg_latency', 'percentiles'),
  read: readLatency,
};

function readThroughput(from: JsonRecord, file: string): RecordOutcome {
  const parsed = throughputRecord.safeParse(from.value);
  if (!parsed.success) return refused(parsed.error, from, file);
  const { elapsed_time, num_requests, total_num_tokens, requests_per_second, tokens_per_second, ...rest } = parsed.data;
  const figures = {
    elapsedS: elapsed_time,
    requests: num_requests,
    totalTokens: total_num_tokens ?? null,
    promptTokens: null,
    outputTokens: null,
    requestsPerS: requests_per_second ?? null,
    totalTokensPerS: tokens_per_second,
    outputTokensPerS: null,
  };
  return filled(throughputMeasurement(figures, 'vllm-throughput', placeOf(from, file)), rest, from, file);
}

function readLatency(from: JsonRecord, file: string): RecordOutcome {
  const parsed = latencyRecord.safeParse(from.value);
  if (!parsed.success) return refused(parsed.error, from, file);
  const { avg_latency: meanS, latencies, percentiles: percentilesS, ...rest } = parsed.data;
  const figures = { meanS, percentilesS, iterations: latencies?.length ?? null };
  return filled(latencyMeasurement(figures, 'vllm-latency', placeOf(from, file)), rest, from, file);
}

const placeOf = ({ index, sha256 }: JsonRecord, file: string) => ({ file, index, sha256 });

function filled(
  base: Parameters<typeof withArguments>[0],
  rest: Readonly<Record<string, unknown>>,
  from: JsonRecord,
  file: string,
): RecordOutcome {
  const { measurement, faults } = withArguments(base, rest);
  const problems = faults.map(({ key, expected, found }) => aProblem(file, fieldPath(from.path, key), expected, found));
  return problems.length > 0 ? { measurements: [], problems } : { measurements: [measurement], problems: [] };
}

function refused({ issues }: z.ZodError, from: JsonRecord, file: string): RecordOutcome {
  const problems: Problem[] = issues
    .slice(0, 5)
    .map(({ path, message }) =>
      aProblem(file, deepPath(from.path, path), message, describeValue(valueAt(from.value, path))),
    );
  return { measurements: [], problems };
}
