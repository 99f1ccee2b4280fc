import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { TextImporter, TextLine, TextOutcome, TextReading } from '../importer';
import { sha256OfText } from '../json/record-hash';
import { aProblem } from '../problems';
import { type Around, offlineFields, readNamespace } from '../vllm-printed/client-arguments';
import { withArguments } from './arguments';
import { latencyMeasurement, type Place, throughputMeasurement } from './figures';

/** What `vllm bench throughput` and `latency` print at their end, anywhere in a log. */
export const vllmOfflinePrinted: TextImporter = {
  format: 'vllm-offline-text',
  namesHelp: true,
  begin: (file) => new OfflineReading(file),
};

const number = '(\\d{1,15}(?:\\.\\d{1,12})?)';
const before = '(?:^|[\\s|>\\]])';
const throughput = new RegExp(
  `${before}Throughput: ${number} requests/s, ${number} (total )?tokens/s(?:, ${number} output tokens/s)?$`,
);
const tokens = new RegExp(`${before}Total num (prompt|output) tokens:\\s{1,4}(\\d{1,15})$`);
const mean = new RegExp(`${before}Avg latency: ${number} seconds$`);
const percentile = new RegExp(`${before}(\\d{1,2}(?:\\.\\d{1,4})?)% percentile latency: ${number} seconds$`);
/** Lines between a result's first row and its last, at most. */
const reach = 12;

interface Open {
  kind: 'throughput' | 'latency';
  line: number;
  lastLine: number;
  rows: string[];
  /** Printed figures by name. */
  figures: Record<string, number>;
}

class OfflineReading implements TextReading {
  #file: string;
  #around: Around = {};
  #open: Open | null = null;
  #index = 0;

  constructor(file: string) {
    this.#file = file;
  }

  line({ text, number }: TextLine): TextOutcome | null {
    const given = readNamespace(text);
    if (given) {
      const closed = this.#close();
      this.#around = offlineFields(given);
      return closed;
    }
    const line = text.slice(-200);
    const started = startOf(line);
    if (started) {
      const closed = this.#close();
      this.#open = { ...started, line: number, lastLine: number };
      return closed;
    }
    if (this.#open && addTo(this.#open, line, number)) return null;
    return this.#open && number - this.#open.lastLine > reach ? this.#close() : null;
  }

  end(): TextOutcome | null {
    return this.#close();
  }

  #close(): TextOutcome | null {
    const open = this.#open;
    this.#open = null;
    if (!open) return null;
    const around = this.#around;
    this.#around = {};
    const place = { file: this.#file, index: this.#index++, sha256: sha256OfText(open.rows.join('\n')) };
    const path = `line ${open.line}`;
    const { measurement, faults } = withArguments(measurementOf(open, around, place), around);
    const problems = faults.map(({ key, expected, found }) =>
      aProblem(this.#file, `${path}, argument ${key}`, expected, found),
    );
    return problems.length > 0 ? { measurements: [], problems } : { measurements: [{ measurement, path }], problems };
  }
}

function startOf(line: string): Pick<Open, 'kind' | 'rows' | 'figures'> | null {
  const [row, requests, all, , output] = throughput.exec(line) ?? [];
  if (row !== undefined) {
    const figures = { requestsPerS: Number(requests), totalTokensPerS: Number(all) };
    return {
      kind: 'throughput',
      rows: [row.trim()],
      figures: output === undefined ? figures : { ...figures, outputTokensPerS: Number(output) },
    };
  }
  const [latency, seconds] = mean.exec(line) ?? [];
  if (latency === undefined) return null;
  return { kind: 'latency', rows: [latency.trim()], figures: { meanS: Number(seconds) } };
}

/** Whether the line is a row of the open result. */
function addTo(open: Open, line: string, number: number): boolean {
  const [row, name, value] = (open.kind === 'throughput' ? tokens : percentile).exec(line) ?? [];
  if (row === undefined || name === undefined || Object.hasOwn(open.figures, name)) return false;
  open.figures[name] = Number(value);
  open.rows.push(row.trim());
  open.lastLine = number;
  return true;
}

function measurementOf({ kind, figures }: Open, around: Around, place: Place): BaseMeasurement {
  if (kind === 'latency') {
    const { meanS, ...percentilesS } = figures;
    return latencyMeasurement({ meanS: meanS!, percentilesS, iterations: null }, 'vllm-latency-text', place);
  }
  const given = around.num_prompts;
  const read = {
    elapsedS: null,
    requests: typeof given === 'number' && Number.isInteger(given) && given >= 0 ? given : null,
    totalTokens: null,
    promptTokens: figures.prompt ?? null,
    outputTokens: figures.output ?? null,
    requestsPerS: figures.requestsPerS ?? null,
    totalTokensPerS: figures.totalTokensPerS ?? null,
    outputTokensPerS: figures.outputTokensPerS ?? null,
  };
  return throughputMeasurement(read, 'vllm-throughput-text', place);
}
