import type { JsonRecord } from '../importer';
import type { BulkyFields } from './record-builder';
import { createSha256 } from './record-hash';
import { JsonScanner } from './scanner';

/** A record without its place. */
export type PlacelessRecord = Omit<JsonRecord, 'index' | 'path'>;

/** The one JSON object that a text is, read as those of a file are; null where it is anything else. */
export function recordOfText(text: string, bulky: BulkyFields): PlacelessRecord | null {
  const scanner = new JsonScanner({ bulky, fieldBytes: mostBytes, createHash: createSha256 });
  scanner.push(new TextEncoder().encode(text));
  scanner.end();
  const [found, ...others] = scanner.take();
  return found?.kind === 'record' && others.length === 0 ? found.record : null;
}

/** Of one field. */
const mostBytes = 32 << 20;
