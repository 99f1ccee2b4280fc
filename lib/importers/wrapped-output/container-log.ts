import type { JsonRecord, RecordImporter, RecordReading, TextOutcome } from '../importer';
import { aProblem } from '../problems';
import { linesOf } from '../text/read-lines';
import { vllmPrinted } from '../vllm-printed/vllm-printed';

/** Names log drivers and collectors give to the field with the line, and to one beside it. */
const lineFields = ['log', 'line', 'message', 'msg', 'textPayload'] as const;
const besideFields = ['stream', 'time', 'timestamp', 'ts', '@timestamp', 'kubernetes', 'labels', 'level'] as const;

function lineIn(record: Readonly<Record<string, unknown>>): string | null {
  if (!besideFields.some((field) => Object.hasOwn(record, field))) return null;
  for (const field of lineFields) {
    const text = record[field];
    if (typeof text === 'string') return text.trimEnd().includes('\n') ? null : text.replace(/\r?\n$/, '');
  }
  return null;
}

export const containerLogFormat = 'container-log';

/** A text of such lines as the log it was; what is no such line is left out. null: its first line is none. */
export function unwrappedLog(text: string): string | null {
  // Nearly every text is none, which its first line tells.
  const [first] = /\S[^\n]*/.exec(text) ?? [];
  if (first === undefined || lineOf(first) === null) return null;
  return text
    .split('\n')
    .flatMap((line) => lineOf(line) ?? [])
    .join('\n');
}

function lineOf(json: string): string | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? lineIn(value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** A log whose every line is a JSON object of its own, as container runtimes and log collectors keep it. */
export const containerLog: RecordImporter = {
  format: containerLogFormat,
  namesHelp: true,
  recognises: (record) => lineIn(record) !== null,
  read: () => ({ measurements: [], problems: [] }),
  begin: (file) => new ContainerLogReading(file),
};

class ContainerLogReading implements RecordReading {
  #file: string;
  #reading;
  #found: TextOutcome = { measurements: [], problems: [] };

  constructor(file: string) {
    this.#file = file;
    this.#reading = vllmPrinted.begin(file);
  }

  read({ value, index }: JsonRecord): void {
    for (const { text } of linesOf(lineIn(value) ?? '')) this.#add(this.#reading.line({ number: index + 1, text }));
  }

  end(): TextOutcome {
    this.#add(this.#reading.end());
    const { measurements, problems } = this.#found;
    if (measurements.length + problems.length > 0) return this.#found;
    const expected = 'a printed benchmark result in its lines';
    return { measurements, problems: [aProblem(this.#file, null, expected, 'a log that ends without one')] };
  }

  #add(outcome: TextOutcome | null): void {
    if (!outcome) return;
    this.#found.measurements.push(...outcome.measurements);
    this.#found.problems.push(...outcome.problems);
  }
}
