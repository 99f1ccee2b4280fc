import type { JsonRecord, Problem, RecordImporter, RecordOutcome } from '../importer';
import { deepPath, fieldPath, valueAt } from '../json/json-path';
import { aProblem, describeValue } from '../problems';
import { isPooling, looksLikeVllmServe } from './generation';
import { isLatencyKey, readLatency } from './latency';
import { mapRecord } from './map';
import { readMetadata } from './metadata';
import { bulkyFields, mappedKeys, vllmServeRecord, type VllmServeRecord } from './schema';

/** Results of `vllm bench serve` and, before September 2025, `benchmark_serving.py`. */
export const vllmServe: RecordImporter = {
  format: 'vllm-serve',
  bulky: bulkyFields,
  namesHelp: true,
  recognises: looksLikeVllmServe,
  read: readRecord,
};

function readRecord(from: JsonRecord, file: string): RecordOutcome {
  const refuse = (problems: Problem[]): RecordOutcome => ({ measurements: [], problems });
  if (isPooling(from.value)) {
    const found = 'a pooling or embedding run, which has no generation latency';
    return refuse([aProblem(file, from.path, 'a text generation benchmark', found)]);
  }
  const parsed = vllmServeRecord.safeParse(from.value);
  const { latency, faults: latencyFaults } = readLatency(from.value);
  const metadata = readMetadata(Object.entries(from.value).filter(([key]) => isMetadata(key)));
  const problems = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) =>
      aProblem(file, deepPath(from.path, path), message, describeValue(valueAt(from.value, path))),
    ),
    ...latencyFaults.map(({ key, expected }) =>
      aProblem(file, fieldPath(from.path, key), expected, describeValue(from.value[key])),
    ),
    ...metadata.faults.map(({ key, expected, found }) => aProblem(file, fieldPath(from.path, key), expected, found)),
    ...(parsed.success ? impossible(parsed.data, from, file) : []),
  ];
  if (problems.length > 0 || !parsed.success) return refuse(problems.slice(0, 5));
  return { measurements: [mapRecord(parsed.data, latency, metadata, from, file)], problems: [] };
}

/** Keys that are neither the client's own nor a latency: metadata, or something new. */
const isMetadata = (key: string) => !mappedKeys.has(key) && !isLatencyKey(key) && key !== 'burstiness';

/** Fields that are fine alone but not together. */
function impossible(record: VllmServeRecord, from: JsonRecord, file: string): Problem[] {
  const problems: Problem[] = [];
  const add = (key: string, expected: string, found: unknown) =>
    problems.push(aProblem(file, fieldPath(from.path, key), expected, describeValue(found)));
  if (record.duration === 0 && (record.completed ?? 0) > 0)
    add('duration', 'more than 0 seconds for completed requests', 0);
  // A conversation of several turns is one prompt and several completed requests.
  const turns = 'multi_turn' in record;
  if (!turns && typeof record.num_prompts === 'number' && (record.completed ?? 0) > record.num_prompts) {
    add('completed', `at most num_prompts (${record.num_prompts})`, record.completed);
  }
  return problems;
}
