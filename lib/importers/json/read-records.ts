import type { JsonRecord, Problem, SourceFile } from '../importer';
import { aProblem } from '../problems';
import { fieldPath } from './json-path';
import { damagedGzip, isDamagedGzip, refuseHead, textBytes, tooLarge, withoutMark } from '../bytes/text-bytes';
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
    if (!isDamagedGzip(error)) throw error;
    return damagedGzip(file.path);
  }
  return total === 0 ? aProblem(file.path, null, 'a JSON file', 'an empty file') : null;
}

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
