import { canonicalJson, deploymentKey, workloadKey } from '@/lib/domain/identity';
import { loadKey } from '@/lib/domain/load';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { agree, fillFromTelling, isSummary, medianOf, runKey, tellingRank } from './tellings';
import { aProblem } from './problems';
import { sweepFolder } from './propose-sweeps';
import { sweepTableFormat } from './vllm-sweep/sweep-table';
import type { ReadFileEntry } from './read-file-entry';

/** The files of an import held against each other. */
export interface SettledFiles {
  files: ReadFileEntry[];
  /** Files that filled a field of a measurement they tell of as well, by the SHA-256 of its record. */
  filledBy: Map<string, string[]>;
}

interface Held {
  entry: ReadFileEntry;
  measurement: BaseMeasurement;
}

/** A run as its best file tells it. */
interface Run {
  /** As it was before anything was filled in. */
  first: BaseMeasurement;
  filled: BaseMeasurement;
  rank: number;
}

/**
 * Makes one measurement of what several files tell of one run: its result JSON is the measurement; the printed block, the
 * PyTorch file and the tables of a sweep only fill its gaps, and are taken where it is missing. A summary that tells
 * otherwise than its runs, and two files that claim to be the same repeat of a load, are problems of the later file.
 */
export function settleFiles(entries: ReadFileEntry[]): SettledFiles {
  const runs = new Map<string, Run[]>();
  const runOf = new Map<BaseMeasurement, Run>();
  const filledBy = new Map<string, string[]>();
  for (const { measurement, rank } of byRank(entries)) {
    const key = runKey(measurement);
    if (key === null) continue;
    const known = runs.get(key) ?? [];
    const told = known.find((run) => run.rank < rank && agree(run.first, measurement));
    if (told) {
      runOf.set(measurement, told);
      fill(told, measurement, filledBy);
    } else {
      const run = { first: measurement, filled: measurement, rank };
      runOf.set(measurement, run);
      known.push(run);
      runs.set(key, known);
    }
  }
  const files = entries.map((entry) =>
    withOwn(
      entry,
      entry.measurements.flatMap((measurement) => {
        const run = runOf.get(measurement);
        return !run ? [measurement] : run.first === measurement ? [run.filled] : [];
      }),
    ),
  );
  return { files: passedOver(withoutRivals(withoutMedians(files))), filledBy };
}

/** All measurements, those of the files to be believed most first. */
function byRank(entries: readonly ReadFileEntry[]): { measurement: BaseMeasurement; rank: number }[] {
  return entries
    .flatMap((entry) =>
      entry.measurements.map((measurement) => ({ measurement, rank: rankOf({ entry, measurement }) })),
    )
    .sort((a, b) => a.rank - b.rank);
}

const rankOf = ({ entry, measurement }: Held) => tellingRank(measurement.source.format, entry.file);

function fill(run: Run, telling: BaseMeasurement, filledBy: Map<string, string[]>): void {
  const filled = fillFromTelling(run.filled, telling);
  if (filled === run.filled) return;
  run.filled = filled;
  const { sha256 } = filled.source;
  filledBy.set(sha256, [...(filledBy.get(sha256) ?? []), telling.source.file]);
}

function withOwn(entry: ReadFileEntry, own: BaseMeasurement[]): ReadFileEntry {
  const before = entry.measurements.length;
  if (before > 0 && own.length === 0) {
    const what = isSummary(entry.file) ? 'A summary of' : 'Tells again of';
    const note = `${what} ${before === 1 ? 'a run' : `${before} runs`} whose own ${before === 1 ? 'file is' : 'files are'} here, and agrees with ${before === 1 ? 'it' : 'them'}.`;
    return { ...entry, measurements: [], role: 'by-product', note };
  }
  return { ...entry, measurements: own };
}

/** A median of runs that are here themselves is no run of its own. */
function withoutMedians(files: ReadFileEntry[]): ReadFileEntry[] {
  const read = new Set(files.flatMap(({ file, measurements }) => (measurements.length > 0 ? [file] : [])));
  return files.map((entry) => {
    const folder = entry.file.slice(0, entry.file.lastIndexOf('/') + 1);
    const isOfRuns = (measurement: BaseMeasurement) =>
      medianOf(measurement)?.every((name) => name !== '' && read.has(`${folder}${name}`)) ?? false;
    if (!entry.measurements.some(isOfRuns)) return entry;
    const own = entry.measurements.filter((measurement) => !isOfRuns(measurement));
    const note = 'The median of runs whose own files are here; nothing is taken from it.';
    return own.length > 0 ? { ...entry, measurements: own } : { ...entry, measurements: own, role: 'by-product', note };
  });
}

/** Notes, scripts and pages beside results are no problem of an import; alone they are. */
function passedOver(files: ReadFileEntry[]): ReadFileEntry[] {
  if (files.every(({ measurements }) => measurements.length === 0)) return files;
  const note = 'No benchmark result in it; passed over.';
  return files.map((file) => (file.role === 'unread' && file.isMereText ? { ...file, note, problems: [] } : file));
}

interface Claim {
  /** Of the very folder: two files in one folder are rivals. */
  own: string;
  /** Of the sweep as a whole: a table of all runs does not say which folder a row is from. */
  sweep: string;
}

/** What claims to be a certain repeat of a load; null where the record does not number its repeats. */
function claimOf({ measurement }: Held): Claim | null {
  const { repeat, deployment, workload, load, runId, source } = measurement;
  if (repeat === null) return null;
  const what = canonicalJson([runId, deploymentKey(deployment), workloadKey(workload), loadKey(load), repeat]);
  const folder = source.file.slice(0, source.file.lastIndexOf('/') + 1);
  return { own: `folder ${folder} ${what}`, sweep: `sweep ${sweepFolder(source.file)} ${what}` };
}

/** Leaves out the later of two different results that claim the same repeat, and says so. Runs come before summaries. */
function withoutRivals(files: ReadFileEntry[]): ReadFileEntry[] {
  const claims = new Map<string, BaseMeasurement>();
  const rivals = new Map<BaseMeasurement, BaseMeasurement>();
  const held = files.flatMap((entry) => entry.measurements.map((measurement) => ({ entry, measurement })));
  for (const one of [...held].sort((a, b) => rankOf(a) - rankOf(b))) {
    const claim = claimOf(one);
    if (claim === null) continue;
    const isTable = one.measurement.source.format === sweepTableFormat;
    const before = claims.get(isTable ? claim.sweep : claim.own);
    if (before && before.source.sha256 !== one.measurement.source.sha256) rivals.set(one.measurement, before);
    for (const key of [claim.own, claim.sweep]) if (!claims.has(key)) claims.set(key, one.measurement);
  }
  if (rivals.size === 0) return files;
  return files.map((file) => {
    const own = file.measurements.filter((measurement) => !rivals.has(measurement));
    const problems = file.measurements.flatMap((measurement) => {
      const before = rivals.get(measurement);
      return before ? [rivalProblem(measurement, before)] : [];
    });
    return problems.length === 0 ? file : { ...file, measurements: own, problems: [...file.problems, ...problems] };
  });
}

function rivalProblem({ source, repeat }: BaseMeasurement, before: BaseMeasurement) {
  const expected = `one result for run ${repeat} of this load`;
  const problem = aProblem(source.file, `record ${source.index}`, expected, `another than in ${before.source.file}`);
  return { ...problem, message: `${problem.message} Leave one of the two out, or import them apart.` };
}
