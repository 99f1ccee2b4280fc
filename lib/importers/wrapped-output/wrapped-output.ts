import type { JsonRecord, RecordImporter, RecordOutcome } from '../importer';
import { aProblem } from '../problems';
import { linesOf } from '../text/read-lines';
import { vllmPrinted } from '../vllm-printed/vllm-printed';

/** Names scripts give to the field that holds what a benchmark printed. */
const fields = ['raw_output', 'stdout', 'output', 'log', 'logs'] as const;
const looksPrinted = /Namespace\(|Serving Benchmark Result|^Successful requests:/m;

function wrappedField(record: Readonly<Record<string, unknown>>): { field: string; text: string } | null {
  for (const field of fields) {
    const text = record[field];
    if (typeof text === 'string' && (field === 'raw_output' || looksPrinted.test(text))) return { field, text };
  }
  return null;
}

/** What a benchmark printed, as a text inside a JSON object that some script made of it. */
export const wrappedOutput: RecordImporter = {
  format: 'wrapped-text',
  namesHelp: true,
  recognises: (record) => wrappedField(record) !== null,
  read: readWrapped,
};

function readWrapped(record: JsonRecord, file: string): RecordOutcome {
  const { field, text } = wrappedField(record.value)!;
  const place = `${record.path.includes('$') ? record.path : `${record.path} $`}.${field}`;
  const reading = vllmPrinted.begin(file);
  const found = [...linesOf(text).map((line) => reading.line(line)), reading.end()].filter((part) => part !== null);
  const measurements = found.flatMap((part) => part.measurements.map(({ measurement }) => measurement));
  const problems = found
    .flatMap((part) => part.problems)
    .map(({ path, expected, found }) => aProblem(file, `${place} ${path}`, expected, found));
  if (measurements.length + problems.length > 0) return { measurements, problems };
  const failed = record.value.success === false ? ' (and it says success: false)' : '';
  const nothing = `a log that ends without one${failed}`;
  return { measurements, problems: [aProblem(file, place, 'a printed benchmark result', nothing)] };
}
