import type { BuiltRecord } from './record-builder';

/** A file with more is not read on. */
const maxProblems = 20;

export interface ScannedRecord {
  kind: 'record';
  record: BuiltRecord;
  line: number;
  /** Place among the records and non-records of the file. */
  index: number;
  inArray: boolean;
}
export interface ScanProblem {
  kind: 'problem';
  line: number;
  /** Of the byte in the uncompressed file at which it showed. */
  offset: number;
  /** Entry it belongs to, where it is one of several; the scan went on after it. */
  index: number;
  inArray: boolean;
  field: string | null;
  expected: string;
  found: string;
}

/** Where the scanner is, and what it has found. */
export class ScanLog {
  readonly found: (ScannedRecord | ScanProblem)[] = [];
  line = 1;
  /** Line on which the current entry starts. */
  entryLine = 1;
  /** Of the current chunk's first byte. */
  offset = 0;
  index = 0;
  inArray = false;
  #problems = 0;

  record(record: BuiltRecord): void {
    this.found.push({ kind: 'record', record, line: this.entryLine, index: this.index, inArray: this.inArray });
  }

  /** `at` counts from the current chunk's start. Answers false when there were too many to go on. */
  problem(at: number, expected: string, found: string, field: string | null): boolean {
    const { index, inArray } = this;
    const line = field === null ? this.line : this.entryLine;
    this.found.push({ kind: 'problem', line, offset: this.offset + at, index, inArray, field, expected, found });
    return ++this.#problems < maxProblems;
  }
}
