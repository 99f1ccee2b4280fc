import { readHead } from './bytes/text-bytes';
import { FileGatherer } from './file-gatherer';
import type { FileOutcome, SourceFile } from './importer';
import { type ReadOptions, readRecords } from './json/read-records';
import { createSha256 } from './json/record-hash';
import { recordImporters, textImporters } from './registry';
import { SeenBytes } from './seen-bytes';
import { readLines } from './text/read-lines';

const bulky = new Map(recordImporters.flatMap((importer) => Object.entries(importer.bulky ?? {})));
const maxMeasurements = 20_000;

/** How one file is read. */
export type ReadFileOptions = Partial<ReadOptions> & {
  /** What one file may become; more is a sign of a wrong file, and would be too much to hold. */
  measurements?: number;
};

/**
 * Reads a file of any known format: measurements, and located problems for what cannot be read. Records of several
 * formats and generations may stand in one file. JSON is told from plain text by how it begins, never by its name; what
 * begins like JSON and holds none is looked through as text. Never throws on bad input; rejects only where the bytes
 * themselves cannot be had. `options.fileBytes` caps the uncompressed size.
 */
export async function readFile(file: SourceFile, options: ReadFileOptions = {}): Promise<FileOutcome> {
  const bytes = new SeenBytes(file, options.createHash ?? createSha256);
  const seen: SourceFile = { ...file, open: () => bytes.open() };
  const head = await readHead(seen.open());
  const { found, isText } = await gather(seen, head, options);
  return { file: file.path, sha256: await bytes.sha256(), size: file.size, ...found.outcome(head, isText) };
}

/** JSON begins with one of two brackets; "[INFO] ..." and "[2026-01-01 ..." are logs. */
const beginsLikeJson = (head: string) => /^\s*(?:\{|\[\s*(?:[[{"\]]|$))/.test(head);

interface Gathered {
  found: FileGatherer;
  isText: boolean;
}

async function gather(file: SourceFile, head: string, options: ReadFileOptions): Promise<Gathered> {
  const most = options.measurements ?? maxMeasurements;
  const isJson = head === '' || beginsLikeJson(head.replace(/^\ufeff/, ''));
  const first = new FileGatherer(file.path, most);
  await (isJson ? gatherRecords(file, first, options) : gatherText(file, first, options));
  // JSON of others has no problems of its own; where it has, it may be the first line of a log.
  if (!isJson || first.isKnown() || first.problems.length === 0) return { found: first, isText: !isJson };
  const second = new FileGatherer(file.path, most);
  await gatherText(file, second, options);
  return second.isKnown() ? { found: second, isText: true } : { found: first, isText: false };
}

async function gatherRecords(file: SourceFile, into: FileGatherer, options: ReadFileOptions): Promise<void> {
  for await (const { record, problem } of readRecords(file, bulky, options)) {
    if (record) into.addRecord(record, recordImporters);
    else into.problems.push(problem);
    if (into.isFull()) return;
  }
  into.endRecords();
}

async function gatherText(file: SourceFile, into: FileGatherer, { fileBytes }: ReadFileOptions): Promise<void> {
  const readings = textImporters.map((importer) => ({ importer, reading: importer.begin(file.path) }));
  for await (const { line, problem } of readLines(file, fileBytes)) {
    if (problem) into.problems.push(problem);
    else for (const { importer, reading } of readings) into.addText(reading.line(line), importer);
    if (into.isFull()) return;
  }
  for (const { importer, reading } of readings) into.addText(reading.end(), importer);
}
