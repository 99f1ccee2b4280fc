import type { JsonRecord, RecordImporter, RecordOutcome } from '../importer';
import { fieldPath } from '../json/json-path';
import { recordOfText } from '../json/record-of-text';
import { looksLike } from '../looks-like';

export const wrappedRecordFormat = 'wrapped-record';

type Wrapper = Readonly<Record<string, unknown>>;

/**
 * Results inside a JSON object that some script put around them, under whatever names:
 * `{"config": {"tp": 4}, "result": {…}}`. They are of a format that one of `importers` knows, and are the measurements
 * they would be alone. What stands beside them is a companion's (`read-companions`).
 */
export function wrappedRecord(importers: readonly RecordImporter[]): RecordImporter {
  const readers = importers.filter(({ begin }) => begin === undefined);
  const bulky = new Map(readers.flatMap((importer) => Object.entries(importer.bulky ?? {})));

  const resultsIn = (record: Wrapper) =>
    Object.entries(record).flatMap(([field, value]) => {
      if (!isObject(value)) return [];
      const importer = readers.find((candidate) => candidate.recognises(value));
      return importer ? [{ field, value, importer }] : [];
    });

  const read = ({ value, index, path }: JsonRecord, file: string): RecordOutcome => {
    const outcomes = resultsIn(value).map(({ field, value: inner, importer }) => {
      const record = recordOfText(JSON.stringify(inner), bulky)!;
      return importer.read({ ...record, index, path: fieldPath(path, field) }, file);
    });
    return {
      measurements: outcomes.flatMap(({ measurements }) => measurements),
      problems: outcomes.flatMap(({ problems }) => problems),
    };
  };

  return {
    format: wrappedRecordFormat,
    namesHelp: true,
    // Reports of other tools wrap something like our results too.
    recognises: (record) => looksLike(record) === null && resultsIn(record).length > 0,
    read,
  };
}

const isObject = (value: unknown): value is Wrapper =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
