import { bytesToHex } from '@noble/hashes/utils.js';
import { baseMeasurement, type BaseMeasurement } from '@/lib/domain/measurement';
import { applyNames } from './apply-names';
import type { FileOutcome, Importer, JsonRecord, Problem, RecordOutcome, SourceFile } from './importer';
import { valueAt } from './json/json-path';
import { type ReadOptions, readRecords } from './json/read-records';
import { type CreateSha256, createSha256, type Sha256 } from './json/record-hash';
import { kneepoint } from './kneepoint/kneepoint';
import { looksLike, textLooksLike } from './looks-like';
import { nameFacts } from './names';
import { aProblem, describeValue } from './problems';
import { vllmServe } from './vllm-serve/vllm-serve';

/** Every format we read, in the order of recognition: the first that knows a record reads it. */
export const importers: readonly Importer[] = [kneepoint, vllmServe];

const bulky = new Map(importers.flatMap((importer) => Object.entries(importer.bulky ?? {})));
const headBytes = 64 << 10;
/** What one file may become; more is a sign of a wrong file, and would be too much to hold. */
const most = { measurements: 20_000, problems: 100, strangers: 20 };

/**
 * Reads a file of any known format: measurements, and located problems for what cannot be read. Records of several
 * formats and generations may stand in one file. Never throws on bad input; rejects only where the bytes themselves
 * cannot be had. `options.fileBytes` caps the uncompressed size.
 */
export async function readFile(
  file: SourceFile,
  options: Partial<ReadOptions> & { measurements?: number } = {},
): Promise<FileOutcome> {
  const seen = new SeenBytes(file, options.createHash ?? createSha256);
  const reading = new Reading(file.path, options.measurements ?? most.measurements);
  for await (const { record, problem } of readRecords({ ...file, open: () => seen.open() }, bulky, options)) {
    if (record) reading.add(record);
    else reading.problems.push(problem);
    if (reading.isFull()) break;
  }
  return {
    file: file.path,
    sha256: await seen.sha256(),
    size: file.size,
    ...reading.outcome(seen.head()),
  };
}

/** What is gathered of one file while its records pass. */
class Reading {
  readonly problems: Problem[] = [];
  #file: string;
  #maxMeasurements: number;
  #format: string | null = null;
  #measurements: BaseMeasurement[] = [];
  #strangers = new Map<string, { path: string; count: number }>();
  #facts: ReturnType<typeof nameFacts>;

  constructor(file: string, maxMeasurements: number) {
    this.#file = file;
    this.#maxMeasurements = maxMeasurements;
    this.#facts = nameFacts(file);
  }

  add(record: JsonRecord): void {
    const importer = importers.find((candidate) => candidate.recognises(record.value));
    if (!importer) return this.#addStranger(record);
    this.#format ??= importer.format;
    const { measurements, problems } = importer.read(record, this.#file);
    this.problems.push(...problems);
    for (const measurement of measurements) {
      const named = importer.namesHelp ? applyNames(measurement, this.#facts) : measurement;
      const checked = validated(named, record, this.#file);
      this.#measurements.push(...checked.measurements);
      this.problems.push(...checked.problems);
    }
  }

  /** Whether so much was found that reading on makes no sense; says so among the problems. */
  isFull(): boolean {
    const tooMany = (what: string, number: number) =>
      this.problems.push(
        aProblem(this.#file, null, `at most ${number.toLocaleString('en')} ${what} in a file`, 'more'),
      );
    if (this.#measurements.length > this.#maxMeasurements) {
      this.#measurements.length = this.#maxMeasurements;
      tooMany('measurements', this.#maxMeasurements);
    } else if (this.problems.length > most.problems) {
      this.problems.length = most.problems;
      tooMany('problems', most.problems);
    } else {
      return false;
    }
    return true;
  }

  outcome(head: string): Pick<FileOutcome, 'format' | 'measurements' | 'problems'> {
    const found = this.#measurements.length > 0 || this.#format !== null || this.#strangers.size > 0;
    const text = found ? null : textLooksLike(head);
    const problems = text
      ? [aProblem(this.#file, null, 'a JSON result file', `${text}, which is not read yet`)]
      : this.problems;
    return {
      format: this.#format,
      measurements: this.#measurements,
      problems: [...problems, ...this.#strangerProblems()],
    };
  }

  /** Alike records nobody reads are one problem, not hundreds. */
  #addStranger(record: JsonRecord): void {
    const known = looksLike(record.value);
    const look = known ? `${known}, which is not read yet` : strangerOf(record.value);
    const before = this.#strangers.get(look);
    if (before) before.count++;
    else if (this.#strangers.size < most.strangers) this.#strangers.set(look, { path: record.path, count: 1 });
  }

  #strangerProblems(): Problem[] {
    return [...this.#strangers].map(([look, { path, count }]) => {
      const more = count > 1 ? ` (and ${count - 1} more like it)` : '';
      const expected = `a result of ${importers.map(({ label }) => label).join(' or ')}`;
      return aProblem(this.#file, path, expected, `${look}${more}`);
    });
  }
}

function strangerOf(value: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  return `an unknown object with ${keys
    .slice(0, 4)
    .map((key) => JSON.stringify(key.slice(0, 30)))
    .join(', ')}`;
}

/** The last word on every importer's result: nothing leaves that the domain would not take. */
function validated(measurement: BaseMeasurement, { path }: JsonRecord, file: string): RecordOutcome {
  const parsed = baseMeasurement.safeParse(measurement);
  if (parsed.success) return { measurements: [parsed.data], problems: [] };
  const issue = parsed.error.issues[0]!;
  const found = describeValue(valueAt(measurement, issue.path));
  const place = `${path} (${issue.path.join('.')})`;
  return { measurements: [], problems: [aProblem(file, place, issue.message, found)] };
}

/** Passes a file's bytes on while it hashes them, and keeps their beginning. */
class SeenBytes {
  #file: SourceFile;
  #create: CreateSha256;
  #hash: Sha256;
  #head: Uint8Array[] = [];
  #headLength = 0;
  #whole = false;

  constructor(file: SourceFile, create: CreateSha256) {
    this.#file = file;
    this.#create = create;
    this.#hash = create();
  }

  async *open(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#file.open()) {
      if (this.#file.sha256 === undefined) this.#hash.update(chunk);
      if (this.#headLength < headBytes) {
        const piece = chunk.slice(0, headBytes - this.#headLength);
        this.#head.push(piece);
        this.#headLength += piece.length;
      }
      yield chunk;
    }
    this.#whole = true;
  }

  head(): string {
    const decoder = new TextDecoder();
    return this.#head.map((piece) => decoder.decode(piece, { stream: true })).join('');
  }

  /** Of the whole file, whether or not it was read to its end. */
  async sha256(): Promise<string> {
    if (this.#file.sha256 !== undefined) return this.#file.sha256;
    if (this.#whole) return bytesToHex(this.#hash.digest());
    const hash = this.#create();
    for await (const chunk of this.#file.open()) hash.update(chunk);
    return bytesToHex(hash.digest());
  }
}
