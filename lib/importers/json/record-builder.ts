import type { BulkyKind, ReducedList } from '../importer';
import { ByteBuffer } from './byte-buffer';
import { type CreateSha256, RecordHash } from './record-hash';

/** What the scanner can hold of one record, in bytes without white space. */
const recordLimits = { recordBytes: 64 << 20, keyBytes: 1 << 16, fields: 20_000 };

/** Top-level fields whose lists are reduced while they pass. */
export type BulkyFields = ReadonlyMap<string, BulkyKind>;

export interface BuildOptions {
  bulky: BulkyFields;
  /** What is kept of one field, bulky ones apart. */
  fieldBytes: number;
  createHash: CreateSha256;
}

export interface BuiltRecord {
  value: Record<string, unknown>;
  lists: Map<string, ReducedList>;
  notNumbers: Map<string, string>;
  omitted: string[];
  sha256: string;
}

/** A record whose shape is JSON but whose content cannot be read; `field` is the top-level field at fault. */
export interface RecordFault {
  field: string | null;
  expected: string;
  found: string;
}

const quote = 0x22;
const openBracket = 0x5b;
const words = new Set(['true', 'false', 'null']);
const notNumberWords = new Set(['NaN', 'Infinity', '-Infinity']);
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const lenientUtf8 = new TextDecoder('utf-8');

/** `omit` leaves out one field, `skip` the rest of the record. */
type Mode = 'keep' | 'rows' | 'count' | 'omit' | 'skip';

/**
 * Collects one record from the scanner's pieces: hashes every significant byte, keeps those worth parsing, and
 * reduces bulky lists on the way. Levels count from the record: 0 is the record, 1 a field's value, 2 its entries.
 */
export class RecordBuilder {
  #bulky: BulkyFields;
  #fieldBytes: number;
  #hash: RecordHash;
  #kept = new ByteBuffer();
  #keeping = true;
  #mode: Mode = 'keep';
  #field = '';
  #fieldStart = 0;
  #tokenStart = 0;
  #rowStart = 0;
  #fields: { name: string; start: number; end: number }[] = [];
  #seen = new Set<string>();
  #lists = new Map<string, ReducedList>();
  #notNumbers = new Map<string, string>();
  #omitted: string[] = [];
  #fault: RecordFault | null = null;

  constructor({ bulky, fieldBytes, createHash }: BuildOptions) {
    this.#bulky = bulky;
    this.#fieldBytes = fieldBytes;
    this.#hash = new RecordHash(createHash);
  }

  /** Forgets everything: the next bytes belong to a new record. */
  begin(): void {
    this.#hash.reset();
    this.#kept.reset();
    this.#keeping = true;
    this.#mode = 'keep';
    this.#field = '';
    this.#fieldStart = 0;
    this.#fields = [];
    this.#seen.clear();
    this.#lists = new Map();
    this.#notNumbers = new Map();
    this.#omitted = [];
    this.#fault = null;
  }

  /** Takes the significant bytes `bytes[start..end)`. */
  write(bytes: Uint8Array, start: number, end: number): void {
    this.#hash.add(bytes, start, end);
    if (!this.#keeping) return;
    this.#kept.append(bytes, start, end);
    if (this.#kept.length - this.#fieldStart > this.#fieldBytes) this.#omitField();
  }

  beginKey(level: number): void {
    if (level !== 1) return;
    this.#fieldStart = this.#kept.length;
    this.#tokenStart = this.#kept.length;
  }

  endKey(level: number): void {
    if (level !== 1 || this.#mode === 'skip') return;
    const size = this.#kept.length - this.#tokenStart;
    if (size > recordLimits.keyBytes) this.#blame(null, 'field names of a sane length', `one of ${size} bytes`);
    const name = this.#parse(this.#kept.view(this.#tokenStart));
    if (typeof name !== 'string') this.#blame(null, 'field names in valid UTF-8', 'one that is not');
    this.#field = typeof name === 'string' ? name : '';
    if (this.#seen.has(this.#field)) this.#blame(this.#field, 'every field once', 'a second one of this name');
    this.#seen.add(this.#field);
  }

  /** `first` is the value's first byte, not yet written. */
  beginValue(level: number, first: number): void {
    if (this.#mode === 'skip') return;
    if (level === 1) {
      this.#fieldStart = this.#kept.length;
      const kind = first === openBracket ? this.#bulky.get(this.#field) : undefined;
      if (kind) this.#beginList(kind);
    } else if (level === 2 && this.#mode === 'rows') {
      if (first === openBracket) {
        this.#keeping = true;
        this.#rowStart = this.#kept.length;
      } else {
        this.#rows().wellFormed = false;
      }
    }
    this.#tokenStart = this.#kept.length;
  }

  /** `first` and `significant` tell an entry of a counted list from an empty one: `""` and null are empty. */
  endValue(level: number, first: number, significant: boolean): void {
    if (level === 2 && this.#mode === 'rows' && first === openBracket) this.#endRow();
    if (level === 2 && this.#mode === 'count') this.#countEntry(significant);
    if (level !== 1 || this.#mode === 'skip') return;
    if (this.#mode !== 'keep') {
      this.#kept.truncate(this.#fieldStart);
      this.#kept.appendText('null');
      this.#mode = 'keep';
      this.#keeping = true;
    }
    this.#fields.push({ name: this.#field, start: this.#fieldStart, end: this.#kept.length });
    this.#fieldStart = this.#kept.length;
    if (this.#fields.length > recordLimits.fields) this.#stopAt(`at most ${recordLimits.fields} fields in a record`);
    if (this.#kept.length > recordLimits.recordBytes) {
      this.#stopAt(`at most ${recordLimits.recordBytes >> 20} MB in a record, besides per-request lists`);
    }
  }

  /** Ends a number or word. Answers false where it is neither. */
  endBare(): boolean {
    if (!this.#keeping) return true;
    const first = this.#kept.at(this.#tokenStart);
    const second = this.#kept.at(this.#tokenStart + 1);
    const isNumber = (first >= 0x30 && first <= 0x39) || (first === 0x2d && second >= 0x30 && second <= 0x39);
    if (isNumber) return true;
    const word = lenientUtf8.decode(
      this.#kept.view(this.#tokenStart, Math.min(this.#kept.length, this.#tokenStart + 12)),
    );
    if (words.has(word)) return true;
    if (!notNumberWords.has(word)) return false;
    this.#kept.truncate(this.#tokenStart);
    this.#kept.appendText('null');
    this.#notNumbers.set(this.#field, word);
    return true;
  }

  /** The token being read, for a message. */
  token(): string {
    return lenientUtf8.decode(this.#kept.view(this.#tokenStart, Math.min(this.#kept.length, this.#tokenStart + 40)));
  }

  /** The record, or what is wrong with it. */
  finish(): { built: BuiltRecord; fault: null } | { built: null; fault: RecordFault } {
    const sha256 = this.#hash.finish();
    if (this.#fault) return { built: null, fault: this.#fault };
    const value = this.#parse(this.#kept.view());
    if (value === undefined) return { built: null, fault: this.#findFault() };
    return {
      built: {
        value: value as Record<string, unknown>,
        lists: this.#lists,
        notNumbers: this.#notNumbers,
        omitted: this.#omitted,
        sha256,
      },
      fault: null,
    };
  }

  #beginList(kind: BulkyKind): void {
    this.#mode = kind;
    this.#keeping = false;
    this.#lists.set(
      this.#field,
      kind === 'rows' ? { kind, sums: [], lengths: [], wellFormed: true } : { kind, length: 0, nonEmpty: 0 },
    );
  }

  #rows(): Extract<ReducedList, { kind: 'rows' }> {
    return this.#lists.get(this.#field) as Extract<ReducedList, { kind: 'rows' }>;
  }

  #endRow(): void {
    const rows = this.#rows();
    const row = this.#keeping ? this.#parse(this.#kept.view(this.#rowStart)) : undefined;
    this.#kept.truncate(this.#rowStart);
    this.#keeping = false;
    if (!Array.isArray(row) || !row.every((gap) => typeof gap === 'number')) {
      rows.wellFormed = false;
      return;
    }
    rows.sums.push(row.reduce<number>((sum, gap) => sum + gap, 0));
    rows.lengths.push(row.length);
  }

  #countEntry(significant: boolean): void {
    const list = this.#lists.get(this.#field) as Extract<ReducedList, { kind: 'count' }>;
    list.length++;
    if (significant) list.nonEmpty++;
  }

  #omitField(): void {
    if (this.#mode === 'rows') {
      this.#rows().wellFormed = false;
      this.#kept.truncate(this.#rowStart);
    } else {
      this.#mode = 'omit';
      this.#omitted.push(this.#field);
      this.#kept.truncate(this.#fieldStart);
    }
    this.#keeping = false;
  }

  /** Reads the rest of the record without keeping any of it. */
  #stopAt(expected: string): void {
    this.#blame(null, expected, 'more');
    this.#kept.truncate(0);
    this.#fields = [];
    this.#seen.clear();
    this.#fieldStart = 0;
    this.#mode = 'skip';
    this.#keeping = false;
  }

  #blame(field: string | null, expected: string, found: string): void {
    this.#fault ??= { field, expected, found };
  }

  /** Parsed JSON, or undefined where it is none or not UTF-8. */
  #parse(bytes: Uint8Array): unknown {
    try {
      return JSON.parse(strictUtf8.decode(bytes)) as unknown;
    } catch {
      return undefined;
    }
  }

  #findFault(): RecordFault {
    for (const { name, start, end } of this.#fields) {
      const bytes = this.#kept.view(start, end);
      if (this.#parse(bytes) !== undefined) continue;
      const text = lenientUtf8.decode(bytes.subarray(0, 40));
      const isText = bytes[0] === quote;
      return { field: name, expected: isText ? 'text in valid UTF-8' : 'a JSON value', found: text };
    }
    return { field: null, expected: 'a JSON object', found: 'something that does not parse' };
  }
}
