import type { JsonRecord, Problem, SourceFile } from '../importer';
import { aProblem } from '../problems';
import { fieldPath } from './json-path';
import { CompressedDataError, gunzip, isGzip } from './decompress';
import type { BulkyFields } from './record-builder';
import type { ScannedRecord, ScanProblem } from './scan-log';
import { createSha256, type CreateSha256 } from './record-hash';
import { JsonScanner } from './scanner';

/** How a file is read. */
export interface ReadOptions {
  /** Uncompressed bytes of one file: the cap on what a small compressed file may unfold to. */
  fileBytes: number;
  /** Of one field of a record, bulky ones apart. */
  fieldBytes: number;
  /** A faster SHA-256 where the platform has one. */
  createHash: CreateSha256;
}
const defaults: ReadOptions = { fileBytes: 300 << 20, fieldBytes: 32 << 20, createHash: createSha256 };
/** Between two breaths of the event loop. */
const bytesPerBreath = 1 << 20;
const sliceBytes = 1 << 18;

/** A record, or a problem with one; records that follow a broken one are still found where the layout allows. */
export type ReadEvent = { record: JsonRecord; problem: null } | { record: null; problem: Problem };

/**
 * Reads the records of a JSON, array or JSON Lines file, compressed or not, with a byte order mark or not. Memory
 * holds one record at a time, of that only what is worth parsing (see `BulkyKind`). Never throws on bad input: what
 * is wrong comes as located problems. Lets the event loop breathe on large files.
 */
export async function* readRecords(
  file: SourceFile,
  bulky: BulkyFields = new Map(),
  options: Partial<ReadOptions> = {},
): AsyncGenerator<ReadEvent> {
  const { fileBytes, fieldBytes, createHash } = { ...defaults, ...options };
  const scanner = new JsonScanner({ bulky, fieldBytes, createHash });
  const places = new Places(file.path);
  const refusal = yield* feedScanner(file, scanner, places, fileBytes);
  if (refusal) {
    yield { record: null, problem: refusal };
    yield* places.last();
    return;
  }
  scanner.end();
  yield* places.resolve(scanner.take());
  yield* places.last();
  if (places.empty) yield { record: null, problem: nothingIn(file.path) };
}

/** Answers with the problem that made reading on pointless, if any. */
async function* feedScanner(
  file: SourceFile,
  scanner: JsonScanner,
  places: Places,
  maxBytes: number,
): AsyncGenerator<ReadEvent, Problem | null> {
  let total = 0;
  let sinceBreath = 0;
  try {
    for await (const slice of textBytes(file.open())) {
      if (total === 0) {
        const refusal = refuseHead(slice, file.path);
        if (refusal) return refusal;
      }
      total += slice.length;
      if (total > maxBytes) return tooLarge(file.path, maxBytes);
      scanner.push(total === slice.length ? withoutMark(slice) : slice);
      yield* places.resolve(scanner.take());
      if (scanner.done) return null;
      sinceBreath += slice.length;
      if (sinceBreath >= bytesPerBreath) {
        sinceBreath = 0;
        await new Promise((resume) => setTimeout(resume, 0));
      }
    }
  } catch (error) {
    if (!(error instanceof CompressedDataError)) throw error;
    return aProblem(file.path, null, 'a whole gzip file', 'compressed data that is damaged, cut off or joined');
  }
  return total === 0 ? aProblem(file.path, null, 'a JSON file', 'an empty file') : null;
}

/** Uncompressed bytes in slices of bounded size. */
async function* textBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = withWholeHead(source)[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const all = prepend(first.value, chunks);
  for await (const chunk of isGzip(first.value) ? withWholeHead(gunzip(all)) : all) {
    for (let at = 0; at < chunk.length; at += sliceBytes) yield chunk.subarray(at, at + sliceBytes);
  }
}

/** Joins the first chunks until four bytes are there: enough for every magic number. */
async function* withWholeHead(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | null = new Uint8Array(0);
  for await (const chunk of source) {
    if (head === null) {
      yield chunk;
      continue;
    }
    const joined: Uint8Array = new Uint8Array(head.length + chunk.length);
    joined.set(head);
    joined.set(chunk, head.length);
    head = joined.length < 4 ? joined : null;
    if (head === null) yield joined;
  }
  if (head && head.length > 0) yield head;
}

async function* prepend(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

const hasUtf8Mark = (head: Uint8Array) => head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
const hasUtf16Mark = (head: Uint8Array) =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);

function withoutMark(head: Uint8Array): Uint8Array {
  return hasUtf8Mark(head) ? head.subarray(3) : head;
}

function refuseHead(head: Uint8Array, path: string): Problem | null {
  if (hasUtf16Mark(head)) return aProblem(path, null, 'UTF-8 text', 'UTF-16 text; save it as UTF-8');
  if (head.subarray(0, 4096).includes(0)) return aProblem(path, null, 'JSON text', 'a binary file');
  return null;
}

const tooLarge = (path: string, maxBytes: number) =>
  aProblem(path, null, `at most ${Math.round(maxBytes / (1 << 20))} MB uncompressed`, 'more');

const nothingIn = (path: string) => aProblem(path, null, 'at least one JSON object', 'none');

/**
 * Gives records their place. Whether the first object is alone ("$") or the first of many ("line 1") shows only when
 * the second comes, so one event is held back.
 */
class Places {
  empty = true;
  #file: string;
  #held: ScannedRecord | ScanProblem | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  *resolve(found: (ScannedRecord | ScanProblem)[]): Generator<ReadEvent> {
    for (const event of found) {
      this.empty = false;
      if (this.#held) {
        yield this.#asEvent(this.#held, false);
        this.#held = null;
      }
      if (event.index === 0 && !event.inArray) this.#held = event;
      else yield this.#asEvent(event, false);
    }
  }

  *last(): Generator<ReadEvent> {
    if (this.#held) yield this.#asEvent(this.#held, true);
    this.#held = null;
  }

  #asEvent(event: ScannedRecord | ScanProblem, alone: boolean): ReadEvent {
    const place = event.inArray ? `$[${event.index}]` : alone ? '$' : `line ${event.line}`;
    if (event.kind === 'record') {
      const record = { ...event.record, index: event.index, path: place };
      return { record, problem: null };
    }
    const where = event.field === null ? `line ${event.line}` : fieldPath(place, event.field);
    const found = event.field === null ? `${event.found} (byte ${event.offset})` : event.found;
    return { record: null, problem: aProblem(this.#file, where, event.expected, found) };
  }
}
