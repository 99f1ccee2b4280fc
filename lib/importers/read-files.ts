import type { Contradiction, ProposedSweep } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { readHead } from './bytes/text-bytes';
import { byProductOf } from './by-products';
import { type AppliedCompanion, applyCompanions } from './companions/apply-companions';
import type { Assignments } from './companions/belongings';
import { readCompanions } from './companions/read-companions';
import type { SourceFile } from './importer';
import { jsonInTextFormat } from './json-in-text/json-in-text';
import { proposeSweeps } from './propose-sweeps';
import type { ReadFileEntry } from './read-file-entry';
import { readFile, type ReadFileOptions } from './read-file';
import { type SettledFiles, settleFiles } from './settle-files';
import { withSimulatedOrigin } from './simulated';
import { containerLogFormat } from './wrapped-output/container-log';
import { wrappedRecordFormat } from './wrapped-output/wrapped-record';

/** What all files of an import became, each with its place in the order given. */
export interface FilesOutcome {
  files: ReadFileEntry[];
  contradictions: Contradiction[];
  /** What became of each companion, in the order of the files. */
  companions: AppliedCompanion[];
  /** Files beside its own that filled a field of a measurement, by the SHA-256 of its record. */
  filledBy: ReadonlyMap<string, readonly string[]>;
  sweeps: ProposedSweep[];
  /** true: reading stopped, for there are more measurements than one import may bring. */
  isTooMany: boolean;
}

export interface ReadFilesOptions extends ReadFileOptions {
  /** Files open at the same time. */
  concurrency?: number;
  /** What companions belong to, where a person said so. */
  assignments?: Assignments;
  /** Called after each file. */
  onProgress?: (progress: { done: number; total: number; file: string }) => void;
  /** Stops reading: the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

const defaults = { concurrency: 4, measurements: 20_000 };

/**
 * Reads the files of one import together: results, what stands beside them to fill their gaps, and what merely repeats
 * them. Never throws on bad input; rejects where bytes cannot be had, and on `signal`. Memory holds what the files
 * became, never their bytes. `options.measurements` caps the whole import.
 */
export async function readFiles(files: readonly SourceFile[], options: ReadFilesOptions = {}): Promise<FilesOutcome> {
  const { signal, onProgress } = options;
  const most = options.measurements ?? defaults.measurements;
  const entries: ReadFileEntry[] = [];
  let next = 0;
  let done = 0;
  let found = 0;
  const work = async () => {
    while (next < files.length && found <= most) {
      signal?.throwIfAborted();
      const index = next++;
      const file = files[index]!;
      entries[index] = await readEntry(signal ? abortable(file, signal) : file, options);
      found += entries[index].measurements.length;
      onProgress?.({ done: ++done, total: files.length, file: file.path });
    }
  };
  await Promise.all(Array.from({ length: options.concurrency ?? defaults.concurrency }, work));
  signal?.throwIfAborted();
  if (found > most) return tooMany(entries.filter(Boolean));
  return fillGaps(settleFiles(entries), options.assignments);
}

const tooMany = (files: ReadFileEntry[]): FilesOutcome => ({
  files,
  contradictions: [],
  companions: [],
  filledBy: new Map(),
  sweeps: [],
  isTooMany: true,
});

function fillGaps({ files, filledBy: tellings }: SettledFiles, assignments?: Assignments): FilesOutcome {
  const drafts = files.flatMap(({ measurements }) => measurements);
  const { measurements, contradictions, companions, filledBy } = applyCompanions(
    drafts,
    files.flatMap((file) => file.companions),
    assignments,
  );
  // What fills the gaps may say that it was the simulator.
  const drawn = measurements.map(withSimulatedOrigin);
  let at = 0;
  const filled = files.map((file) => {
    const own: BaseMeasurement[] = drawn.slice(at, (at += file.measurements.length));
    return own.length === 0 ? withOpenNote(file, companions) : { ...file, measurements: own };
  });
  return {
    files: filled,
    contradictions,
    companions,
    filledBy: joined(filledBy, tellings),
    sweeps: proposeSweeps(drawn),
    isTooMany: false,
  };
}

/** Says of a companion nobody could place that nothing came of it. */
function withOpenNote(file: ReadFileEntry, companions: readonly AppliedCompanion[]): ReadFileEntry {
  const open = companions.filter(
    ({ companion, belongsTo, candidates }) =>
      companion.file === file.file && belongsTo.length === 0 && candidates.length > 0,
  );
  if (open.length === 0 || file.note !== null) return file;
  const note =
    'Neither its name nor its folder says which results it belongs to, so nothing is filled in from it: ' +
    'name it like them, lay it beside them, or say so on the import page.';
  return { ...file, note };
}

function joined(a: FilesOutcome['filledBy'], b: FilesOutcome['filledBy']): FilesOutcome['filledBy'] {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return new Map([...keys].map((key) => [key, [...new Set([...(a.get(key) ?? []), ...(b.get(key) ?? [])])]]));
}

async function readEntry(file: SourceFile, options: ReadFileOptions): Promise<ReadFileEntry> {
  const byProduct = byProductOf(file.path);
  const outcome = await readFile(file, options);
  const entry: ReadFileEntry = { ...outcome, role: 'results', note: null, companions: [] };
  if (byProduct) return { ...entry, role: 'by-product', note: byProduct, measurements: [], problems: [] };
  const isLog = outcome.format === containerLogFormat && outcome.measurements.length === 0;
  const saysMore =
    outcome.format === null ||
    outcome.format === jsonInTextFormat ||
    outcome.format === wrappedRecordFormat ||
    isLog ||
    outcome.measurements.some(({ source }) => isPrinted(source.format));
  if (!saysMore) return entry;
  const text = await readHead(file.open(), companionBytes);
  const isCut = text.length >= companionBytes;
  const { companions, problems } = readCompanions({ path: file.path, sha256: outcome.sha256, text, isCut });
  if (isLog && companions.length > 0) {
    // A server's log need not hold a result; one that is cut has its place.
    const located = outcome.problems.filter((problem) => problem.path !== null);
    return { ...entry, role: 'companion', companions, problems: [...located, ...problems] };
  }
  if (outcome.format !== null) return { ...entry, companions, problems: [...outcome.problems, ...problems] };
  if (companions.length > 0 || problems.length > 0) return { ...entry, role: 'companion', companions, problems };
  return { ...entry, role: 'unread' };
}

/** What is read of a companion: a server log says at its start what it serves. */
const companionBytes = 4 << 20;

const isPrinted = (format: string) => format.endsWith('-text');

/** The file, whose reading ends with the signal's reason once it is given. */
const abortable = (file: SourceFile, signal: AbortSignal): SourceFile => ({
  ...file,
  async *open() {
    for await (const chunk of file.open()) {
      signal.throwIfAborted();
      yield chunk;
    }
  },
});
