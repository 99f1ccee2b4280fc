import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { JsonRecord, Problem } from '../importer';
import { sha256OfText } from '../json/record-hash';
import { vllmServe } from '../vllm-serve/vllm-serve';
import { provenanceWords } from '../provenance';
import type { Around } from './client-arguments';

export const printedFormat = 'vllm-serve-text';

/** What a printed result says, in the words of the result JSON, and where it came from. */
export interface PrintedResult {
  /** Rows by their keys; absent ones are not in it. */
  fields: Readonly<Record<string, unknown>>;
  /** Rows nobody knows, by label. */
  unknown: Readonly<Record<string, string | number>>;
  /** What the lines around it say. */
  around: Around;
  /** What headings above it say. */
  headings: Around;
  /** The text its identity is made of. */
  content: string;
  generation: string;
  index: number;
  line: number;
}

/**
 * A printed result as the measurement that its result JSON would have been, to two decimals. What its own rows say wins
 * over the lines around it. Identity is that of the rows alone, so that a block is the same in whatever log it stands.
 */
export function mapPrinted(
  result: PrintedResult,
  file: string,
): { measurement: BaseMeasurement; problem: null } | { measurement: null; problem: Problem } {
  const { fields, around, headings, line } = result;
  const path = `line ${line}`;
  const requests = promptsOf(fields, around);
  const value = { ...headings, ...around, ...requests.fields, ...fields, ...roundedAway(fields, around) };
  const record: JsonRecord = {
    value,
    lists: new Map(),
    notNumbers: new Map(),
    omitted: [],
    index: result.index,
    path,
    sha256: sha256OfText(`${printedFormat}\n${result.content}`),
  };
  const { measurements, problems } = vllmServe.read(record, file);
  const [measurement] = measurements;
  if (!measurement) return { measurement: null, problem: inWords(problems[0]!, path) };
  return { measurement: asPrinted(measurement, result, requests.provenance), problem: null };
}

/** A rate printed with two decimals may be 0.00; the argument it was made of is the whole number. */
const roundedAway = (fields: PrintedResult['fields'], { request_rate }: Around): Record<string, unknown> =>
  fields.request_rate !== undefined && typeof request_rate === 'number' ? { request_rate } : {};

/** The number of prompts: as asked for, else completed and failed ones, else (before October 2025) completed ones. */
function promptsOf(
  fields: PrintedResult['fields'],
  around: Around,
): { fields: Record<string, number>; provenance: Record<string, string> } {
  const { completed, failed } = fields;
  if (typeof around.num_prompts === 'number' || typeof completed !== 'number') return { fields: {}, provenance: {} };
  if (typeof failed === 'number') {
    const from = 'successful and failed requests';
    return {
      fields: { num_prompts: completed + failed },
      provenance: { 'load.numPrompts': from, 'counts.requests': from },
    };
  }
  const from = 'successful requests; failed ones are not printed';
  return { fields: { num_prompts: completed }, provenance: { 'load.numPrompts': from, 'counts.requests': from } };
}

function asPrinted(
  measurement: BaseMeasurement,
  { fields, around, headings, unknown, generation }: PrintedResult,
  provenance: Record<string, string>,
): BaseMeasurement {
  const from = Object.entries(aroundPaths).flatMap(([key, path]): [string, string][] => {
    if (Object.hasOwn(around, key)) return [[path, provenanceWords.clientArguments]];
    return Object.hasOwn(headings, key) && !Object.hasOwn(fields, key) ? [[path, provenanceWords.heading]] : [];
  });
  const { extra } = measurement;
  return {
    ...measurement,
    source: { ...measurement.source, format: printedFormat, formatVersion: generation },
    provenance: { ...measurement.provenance, ...Object.fromEntries(from), ...provenance },
    extra: Object.keys(unknown).length > 0 ? { ...extra, printedRows: { ...unknown } } : extra,
  };
}

/** Where the fields of `serveFields` go. */
export const aroundPaths: Readonly<Record<string, string>> = {
  model_id: 'deployment.model',
  dataset_name: 'workload.dataset',
  isl: 'workload.isl',
  osl: 'workload.osl',
  random_prefix_len: 'workload.sharedPrefix',
  ignore_eos: 'workload.ignoreEos',
  temperature: 'workload.temperature',
  num_prompts: 'load.numPrompts',
  request_rate: 'load.requestRate',
  max_concurrency: 'load.maxConcurrency',
};

/** A problem of the JSON reader, at the block's line instead of a JSON path. */
const inWords = (problem: Problem, path: string): Problem => ({ ...problem, path });
