import { type BaseMeasurement, baseMeasurement, evidence as evidenceSchema } from '@/lib/domain/measurement';
import type { JsonRecord, RecordImporter, RecordOutcome } from '../importer';
import { deepPath, valueAt } from '../json/json-path';
import { aProblem, describeValue } from '../problems';

/**
 * Our own canonical measurement, as `inspect`, the API and an export write it: alone, in an array, one per line, or
 * inside the lists those two print. What is derived (`derived`, `flags`, `missing`) and what a database added is
 * left out and follows anew.
 *
 * Identity: `source.sha256` of the record is believed, so that what was exported and comes back is the measurement it
 * was. An edited export therefore counts as the one it was made from.
 */
export const kneepoint: RecordImporter = {
  format: 'kneepoint',
  namesHelp: false,
  recognises: (record) => measurementsIn(record) !== null,
  read: readRecord,
};

/** Added on reading, or by the database. */
const addedFields = [
  'derived',
  'flags',
  'missing',
  'id',
  'sample',
  'importedAt',
  'artifact',
  'sweep',
  'importId',
  'importerVersion',
  'tags',
  'notes',
  'byHand',
] as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isMeasurement(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.source) || !('sha256' in value.source)) return false;
  return ['deployment', 'workload', 'load', 'latency'].every((key) => key in value);
}

/** The measurements of a record with their places in it; null where it is none of ours. */
function measurementsIn(record: Readonly<Record<string, unknown>>): { path: string; value: unknown }[] | null {
  const { measurements, files } = record;
  if (isMeasurement(record)) return [{ path: '', value: record }];
  if (Array.isArray(measurements)) return inList(measurements, '.measurements');
  if (!Array.isArray(files)) return null;
  const found = files.map((file: unknown, i) =>
    isObject(file) && Array.isArray(file.measurements) ? inList(file.measurements, `.files[${i}].measurements`) : null,
  );
  return found.every((list) => list !== null) ? found.flat() : null;
}

function inList(list: unknown[], path: string) {
  return list.every(isMeasurement) ? list.map((value, i) => ({ path: `${path}[${i}]`, value })) : null;
}

function readRecord(record: JsonRecord, file: string): RecordOutcome {
  const outcome: RecordOutcome = { measurements: [], problems: [] };
  const root = record.path.includes('$') ? record.path : `${record.path} $`;
  const entries = measurementsIn(record.value) ?? [];
  if (entries.length === 0) outcome.problems.push(aProblem(file, root, 'at least one measurement', 'an empty list'));
  for (const { path, value } of entries) readMeasurement(value, `${root}${path}`, file, outcome);
  return outcome;
}

function readMeasurement(value: unknown, place: string, file: string, outcome: RecordOutcome): void {
  const kept = Object.entries(value as Record<string, unknown>).filter(
    ([key]) => !(addedFields as readonly string[]).includes(key),
  );
  const parsed = baseMeasurement.safeParse(withEvidence(Object.fromEntries(kept)));
  if (parsed.success) {
    outcome.measurements.push(parsed.data satisfies BaseMeasurement);
    return;
  }
  for (const { path, message } of parsed.error.issues.slice(0, 5)) {
    outcome.problems.push(aProblem(file, deepPath(place, path), message, describeValue(valueAt(value, path))));
  }
}

/** Facts that were not known of yet when it was written are absent. */
function withEvidence(record: Record<string, unknown>): Record<string, unknown> {
  const { evidence } = record;
  return isObject(evidence) ? { ...record, evidence: { ...noEvidence, ...evidence } } : record;
}

const noEvidence = Object.fromEntries(Object.keys(evidenceSchema.shape).map((fact) => [fact, null]));
