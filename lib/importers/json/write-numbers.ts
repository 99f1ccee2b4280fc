import { bytes as ascii, isBareByte } from './json-bytes';
import type { RecordBuilder } from './record-builder';

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/**
 * Writes the plain numbers that follow in a list, each with its comma before it and at most one space, from the comma
 * at `from` on; answers where that ends. Nearly all bytes of a big file are such numbers, and a step of the scanner
 * for each of their parts would be most of its time. Numbers cut by the chunk's end are left to the scanner.
 */
export function writeNumbers(bytes: Uint8Array, from: number, builder: Pick<RecordBuilder, 'write'>): number {
  let at = from;
  while (bytes[at] === ascii.comma) {
    const start = bytes[at + 1] === ascii.space ? at + 2 : at + 1;
    if (!isDigit(bytes[start])) break;
    let end = start + 1;
    while (end < bytes.length && isBareByte(bytes[end]!)) end++;
    if (end === bytes.length) break;
    builder.write(bytes, at, at + 1);
    builder.write(bytes, start, end);
    at = end;
  }
  return at;
}
