import { baseMeasurement, type BaseMeasurement } from '@/lib/domain/measurement';
import { applyNames } from './apply-names';
import type {
  FileOutcome,
  JsonRecord,
  Problem,
  RecordImporter,
  RecordOutcome,
  RecordReading,
  TextOutcome,
} from './importer';
import { valueAt } from './json/json-path';
import { looksLike, textLooksLike } from './looks-like';
import { nameFacts } from './names';
import { aProblem, describeValue } from './problems';
import { readable } from './registry';
import { withSimulatedOrigin } from './simulated';
import { withSweepOverrides } from './vllm-sweep/overrides';

/** More of either in one file says nothing new. */
const most = { problems: 100, strangers: 20 };

/** What is gathered of one file while its records or lines pass. */
export class FileGatherer {
  readonly problems: Problem[] = [];
  #file: string;
  #maxMeasurements: number;
  #format: string | null = null;
  #measurements: BaseMeasurement[] = [];
  #spreads = new Map<RecordImporter, RecordReading>();
  #strangers = new Map<string, { path: string; count: number }>();
  #facts: ReturnType<typeof nameFacts>;

  constructor(file: string, maxMeasurements: number) {
    this.#file = file;
    this.#maxMeasurements = maxMeasurements;
    this.#facts = nameFacts(file);
  }

  /** Takes what the first importer that knows the record makes of it. */
  addRecord(record: JsonRecord, importers: readonly RecordImporter[]): void {
    const importer = importers.find((candidate) => candidate.recognises(record.value));
    if (!importer) return this.#addStranger(record);
    this.#format ??= importer.format;
    if (importer.begin) return this.#spread(importer, importer.begin).read(record);
    const { measurements, problems } = importer.read(record, this.#file);
    this.problems.push(...problems);
    for (const measurement of measurements) this.#add(measurement, importer, record.path);
  }

  /** To be called when the last record is there: takes what is spread over several. */
  endRecords(): void {
    for (const [importer, reading] of this.#spreads) this.addText(reading.end(), importer);
  }

  #spread(importer: RecordImporter, begin: (file: string) => RecordReading): RecordReading {
    const reading = this.#spreads.get(importer) ?? begin(this.#file);
    this.#spreads.set(importer, reading);
    return reading;
  }

  /** Takes what a stretch of a text became, if it became anything. */
  addText(found: TextOutcome | null, importer: { format: string; namesHelp: boolean }): void {
    if (found === null) return;
    this.#format ??= importer.format;
    this.problems.push(...found.problems);
    for (const { measurement, path } of found.measurements) this.#add(measurement, importer, path);
  }

  /** Whether some importer knew something in it, readable or not. */
  isKnown(): boolean {
    return this.#format !== null;
  }

  /** Whether anything at all was recognised, if only by sight. */
  hasFound(): boolean {
    return this.#format !== null || this.#strangers.size > 0;
  }

  #add(measurement: BaseMeasurement, { namesHelp }: { namesHelp: boolean }, path: string): void {
    const named = namesHelp ? applyNames(measurement, this.#facts) : measurement;
    const checked = validated(withSimulatedOrigin(withSweepOverrides(named)), path, this.#file);
    this.#measurements.push(...checked.measurements);
    this.problems.push(...checked.problems);
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

  /** `isText`: it was read as text and not as JSON. */
  outcome(head: string, isText: boolean): Pick<FileOutcome, 'format' | 'measurements' | 'problems' | 'isMereText'> {
    const isMereText = isText && !this.hasFound() && this.problems.length === 0;
    const text = this.hasFound() ? null : textLooksLike(head);
    const problems = text ? [aProblem(this.#file, null, 'a benchmark result', notRead(text))] : this.problems;
    if (problems.length === 0 && !this.hasFound()) {
      problems.push(aProblem(this.#file, null, readable, 'a text without any'));
    }
    return {
      format: this.#format,
      measurements: this.#measurements,
      problems: [...problems, ...this.#strangerProblems()],
      isMereText,
    };
  }

  /** Alike records nobody reads are one problem, not hundreds. */
  #addStranger(record: JsonRecord): void {
    const known = looksLike(record.value);
    const look = known === null ? strangerOf(record.value) : notRead(known);
    const before = this.#strangers.get(look);
    if (before) before.count++;
    else if (this.#strangers.size < most.strangers) this.#strangers.set(look, { path: record.path, count: 1 });
  }

  #strangerProblems(): Problem[] {
    return [...this.#strangers].map(([look, { path, count }]) => {
      const more = count > 1 ? ` (and ${count - 1} more like it)` : '';
      return aProblem(this.#file, path, readable, `${look}${more}`);
    });
  }
}

/** What is known by sight says itself why nothing is taken from it, or is simply not read yet. */
const notRead = (look: string) => (look.includes(', which ') ? look : `${look}, which is not read yet`);

function strangerOf(value: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  return `an unknown object with ${keys
    .slice(0, 4)
    .map((key) => JSON.stringify(key.slice(0, 30)))
    .join(', ')}`;
}

/** The last word on every importer's result: nothing leaves that the domain would not take. */
function validated(measurement: BaseMeasurement, path: string, file: string): RecordOutcome {
  const parsed = baseMeasurement.safeParse(measurement);
  if (parsed.success) return { measurements: [parsed.data], problems: [] };
  const issue = parsed.error.issues[0]!;
  const found = describeValue(valueAt(measurement, issue.path));
  const place = `${path} (${issue.path.join('.')})`;
  return { measurements: [], problems: [aProblem(file, place, issue.message, found)] };
}
