import type { BaseMeasurement } from '@/lib/domain/measurement';

/**
 * A file to read: its path inside what was handed over (names carry facts: `4xH100/llama_tp4.json`) and its bytes,
 * which may be opened more than once. Bytes are as received; compression is undone by the registry.
 */
export interface SourceFile {
  path: string;
  size: number;
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
}

/** Reads one foreign format. Pure: bytes and names in, drafts and located problems out; it never throws on bad input. */
export interface Importer {
  format: string;
  label: string;
  /** Whether a parsed record looks like this format. Structure decides; names only help. */
  recognises: (record: unknown) => boolean;
  read: (record: JsonRecord, file: string) => { measurement: BaseMeasurement | null; problems: Problem[] };
}

/** One record of a JSON, array or JSON Lines file, with its place and its identity. */
export interface JsonRecord {
  value: unknown;
  index: number;
  /** "$" for a lone object, "$[2]" in an array, "line 3" in JSON Lines. */
  path: string;
  sha256: string;
}
