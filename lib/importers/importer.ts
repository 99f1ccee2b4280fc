import type { BaseMeasurement } from '@/lib/domain/measurement';

/**
 * A file to read: its path inside what was handed over (names carry facts: `4xH100/llama_tp4.json`) and its bytes,
 * which may be opened more than once. Bytes are as received; compression is undone while reading.
 */
export interface SourceFile {
  path: string;
  size: number;
  /** SHA-256 of the bytes as received, where somebody has computed it already; else it is computed while reading. */
  sha256?: string;
  open: () => AsyncIterable<Uint8Array>;
}

/** What is wrong, and where: `path` is a JSON path or a line ("$[3].duration", "line 7"), null for the file as a whole. */
export interface Problem {
  file: string;
  path: string | null;
  expected: string;
  found: string;
  /** One sentence a person can act on, naming all of the above. */
  message: string;
}

/** What one file became. No measurement and no problem is impossible: a file that holds nothing is a problem. */
export interface FileOutcome {
  file: string;
  /** SHA-256 of the bytes as received. */
  sha256: string;
  size: number;
  /** null: nothing recognised it. */
  format: string | null;
  measurements: BaseMeasurement[];
  problems: Problem[];
  /** A text that is whole and holds no sign of a result: a page, a script, notes. */
  isMereText: boolean;
}

/** What one record became: usually one measurement, several where a record is a whole report. */
export interface RecordOutcome {
  measurements: BaseMeasurement[];
  problems: Problem[];
}

/** Reads one foreign format of JSON records. Pure: drafts and located problems out; it never throws on bad input. */
export interface RecordImporter {
  format: string;
  /** Fields too big to keep: per-request texts are counted, lists of lists reduced to sums and lengths. */
  bulky?: Readonly<Record<string, BulkyKind>>;
  /** Whether facts in file and folder names may fill what the record lacks. */
  namesHelp: boolean;
  /** Whether a parsed record looks like this format. Structure decides; names only help. */
  recognises: (record: Readonly<Record<string, unknown>>) => boolean;
  read: (record: JsonRecord, file: string) => RecordOutcome;
  /** Where one measurement is spread over several records of a file: takes them all, instead of `read`. */
  begin?: (file: string) => RecordReading;
}

/** One pass over the records of one file that belong together. */
export interface RecordReading {
  read: (record: JsonRecord) => void;
  end: () => TextOutcome;
}

/** `count`: only how many entries there are. `rows`: a list of number lists, of which sums and lengths are kept. */
export type BulkyKind = 'count' | 'rows';

/** What is left of a bulky list. */
export type ReducedList =
  | { kind: 'count'; length: number; nonEmpty: number }
  | { kind: 'rows'; sums: number[]; lengths: number[]; wellFormed: boolean };

/** One record of a JSON, array or JSON Lines file, with its place and its identity. */
export interface JsonRecord {
  /** The record; bulky fields are null here and reduced in `lists`. */
  value: Readonly<Record<string, unknown>>;
  lists: ReadonlyMap<string, ReducedList>;
  /** Top-level fields that were, or held, a bare NaN, Infinity or -Infinity; in `value` those are null. */
  notNumbers: ReadonlyMap<string, string>;
  /** Top-level fields too big to read, null in `value`. */
  omitted: readonly string[];
  index: number;
  /** "$" for a lone object, "$[2]" in an array, "line 3" in JSON Lines. */
  path: string;
  /** Of the record's bytes without insignificant white space. */
  sha256: string;
}

/** A line of a text as a person saw it: progress bars settled, colours gone. */
export interface TextLine {
  /** Counted from 1. */
  number: number;
  text: string;
}

/** What a stretch of a text, or records of a file together, became. */
export interface TextOutcome {
  /** Each with the place it begins at, "line 12". */
  measurements: { measurement: BaseMeasurement; path: string }[];
  problems: Problem[];
}

/** One pass over one text. `line` answers as soon as something is whole, or broken; null: nothing yet. */
export interface TextReading {
  line: (line: TextLine) => TextOutcome | null;
  end: () => TextOutcome | null;
}

/** Reads one foreign format out of plain text, line by line, wherever in the text it stands. It never throws on bad input. */
export interface TextImporter {
  format: string;
  /** Whether facts in file and folder names may fill what the text lacks. */
  namesHelp: boolean;
  begin: (file: string) => TextReading;
}
