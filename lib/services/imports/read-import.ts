import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { Contradiction, ImportSettings } from '@/lib/domain/import';
import { applyChoices } from '@/lib/importers/apply-choices';
import { applyFills } from '@/lib/importers/apply-fills';
import type { ReadFileEntry } from '@/lib/importers/read-file-entry';
import { type FilesOutcome, readFiles, type ReadFilesOptions } from '@/lib/importers/read-files';
import { AppError } from '../errors';
import { numberRepeats } from './number-repeats';
import { type ReceivedFile, toSourceFile } from './received-file';
import { withStorableText } from './storable-text';

/** Measurements of one import: more are a sign of a wrong file, and would not fit into memory as one answer. */
const maxMeasurements = 20_000;

/** A received file and what it became under the settings. */
export interface ReadFile {
  received: ReceivedFile;
  outcome: ReadFileEntry;
}

/** The files of an import as a whole, under the settings. */
export interface ReadImport extends Omit<FilesOutcome, 'files' | 'isTooMany'> {
  files: ReadFile[];
}

interface ReadImportOptions extends Pick<ReadFilesOptions, 'signal' | 'onProgress'> {
  /** What is known of a measurement beside its record. */
  refine?: ((measurement: BaseMeasurement) => BaseMeasurement) | undefined;
}

/**
 * What preview and commit share: reads the files together, leaves out what is to be left out, fills in what a person
 * said. Refuses with `too-large` beyond 20,000 measurements.
 */
export async function readImport(
  files: ReceivedFile[],
  settings: ImportSettings,
  { refine = (measurement) => measurement, ...options }: ReadImportOptions = {},
): Promise<ReadImport> {
  const leftOut = new Set(settings.leaveOut);
  const { isTooMany, ...read } = await readFiles(files.map(toSourceFile), {
    ...options,
    assignments: settings.companions,
    measurements: maxMeasurements,
  });
  if (isTooMany) {
    throw new AppError('too-large', `An import may bring ${maxMeasurements.toLocaleString('en')} measurements.`);
  }
  const outcomes = read.files.map((outcome) => {
    const wanted = outcome.measurements.filter(({ source }) => !leftOut.has(source.sha256));
    return fillIn({ ...outcome, measurements: wanted.map(refine) }, settings, read.contradictions);
  });
  const numbered = numberRepeats(
    outcomes.flatMap(({ measurements }) => measurements),
    settings.sweeps,
  );
  const withNumber = (measurement: BaseMeasurement) => numbered.get(measurement.source.sha256) ?? measurement;
  return {
    ...read,
    files: outcomes.map((outcome, index) => ({
      received: files[index]!,
      outcome: { ...outcome, measurements: outcome.measurements.map(withNumber) },
    })),
  };
}

function fillIn(
  outcome: ReadFileEntry,
  { set, rows, choices }: ImportSettings,
  contradictions: readonly Contradiction[],
): ReadFileEntry {
  const measurements: BaseMeasurement[] = [];
  const problems = [...outcome.problems];
  for (const read of outcome.measurements) {
    const { sha256 } = read.source;
    const chosen = choices[sha256];
    const own = chosen === undefined ? [] : contradictions.filter(({ measurement }) => measurement === sha256);
    const draft = applyChoices(read, own, chosen ?? {});
    const filled = applyFills(draft, { ...set, ...rows[sha256] });
    problems.push(...filled.problems);
    if (filled.problems.length === 0) measurements.push(withStorableText(filled.measurement));
  }
  return { ...outcome, measurements, problems };
}
