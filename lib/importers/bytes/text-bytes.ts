import type { Problem } from '../importer';
import { aProblem } from '../problems';
import { CompressedDataError, gunzip, isGzip } from './decompress';

const sliceBytes = 1 << 18;

/** Uncompressed bytes in slices of bounded size; UTF-16, as Windows shells write it, comes as UTF-8. */
export async function* textBytes(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = withWholeHead(source)[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done) return;
  const all = prepend(first.value, chunks);
  for await (const chunk of asUtf8(isGzip(first.value) ? withWholeHead(gunzip(all)) : all)) {
    for (let at = 0; at < chunk.length; at += sliceBytes) yield chunk.subarray(at, at + sliceBytes);
  }
}

/** Rewrites UTF-16, told by its byte order mark or by the empty halves of plain letters, as UTF-8. */
async function* asUtf8(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of source) {
    decoder ??= decoder === undefined ? utf16Decoder(chunk) : null;
    const text = decoder?.decode(chunk, { stream: true });
    if (text !== '') yield text === undefined ? chunk : encoder.encode(text);
  }
  const rest = decoder?.decode();
  if (rest) yield encoder.encode(rest);
}

function utf16Decoder([a, b, c, d]: Uint8Array): TextDecoder | null {
  const isLittle = (a === 0xff && b === 0xfe) || (isLetter(a) && b === 0 && isLetter(c) && d === 0);
  const isBig = (a === 0xfe && b === 0xff) || (a === 0 && isLetter(b) && c === 0 && isLetter(d));
  return isLittle || isBig ? new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be') : null;
}

const isLetter = (byte: number | undefined) =>
  byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);

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
  try {
    yield first;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    // Whoever stops early closes the file.
    await rest.return?.();
  }
}

const headBytes = 64 << 10;

/** The beginning of a text, uncompressed, up to `most` bytes; damaged compressed data gives what came before the damage. */
export async function readHead(source: AsyncIterable<Uint8Array>, most = headBytes): Promise<string> {
  const decoder = new TextDecoder();
  let head = '';
  let length = 0;
  try {
    for await (const slice of textBytes(source)) {
      const piece = slice.subarray(0, most - length);
      head += decoder.decode(piece, { stream: true });
      length += piece.length;
      if (length >= most) break;
    }
  } catch (error) {
    if (!isDamagedGzip(error)) throw error;
  }
  return head;
}

const hasUtf8Mark = (head: Uint8Array) => head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;

/** The head of a text without its byte order mark. */
export function withoutMark(head: Uint8Array): Uint8Array {
  return hasUtf8Mark(head) ? head.subarray(3) : head;
}

/** Why nobody reads a text that begins so; null where somebody may. */
export function refuseHead(head: Uint8Array, path: string): Problem | null {
  if (head.subarray(0, 4096).includes(0)) return aProblem(path, null, 'text', 'a binary file');
  return null;
}

/** A text longer than may be read. */
export const tooLarge = (path: string, maxBytes: number) =>
  aProblem(path, null, `at most ${Math.round(maxBytes / (1 << 20))} MB uncompressed`, 'more');

/** Whether reading broke off because the compressed data is damaged, and not because nobody can read the file. */
export const isDamagedGzip = (error: unknown) => error instanceof CompressedDataError;

export const damagedGzip = (path: string) =>
  aProblem(path, null, 'a whole gzip file', 'compressed data that is damaged, cut off or joined');
