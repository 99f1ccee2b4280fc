import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { ImportSettings } from '@/lib/domain/import';
import { applyFills } from '@/lib/importers/apply-fills';
import { type FilesOutcome, type ReadFileEntry, readFiles, type ReadFilesOptions } from '@/lib/importers/read-files';
import { AppError } from '../errors';
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

/**
 * What preview and commit share: reads the files together, leaves out what is to be left out, fills in what a person
 * said. Refuses with `too-large` beyond 20,000 measurements.
 */
export async function readImport(
  files: ReceivedFile[],
  settings: ImportSettings,
  options: Pick<ReadFilesOptions, 'signal' | 'onProgress'> = {},
): Promise<ReadImport> {
  const leftOut = new Set(settings.leaveOut);
  const { isTooMany, ...read } = await readFiles(files.map(toSourceFile), {
    ...options,
    measurements: maxMeasurements,
  });
  if (isTooMany) {
    throw new AppError('too-large', `An import may bring ${maxMeasurements.toLocaleString('en')} measurements.`);
  }
  return {
    ...read,
    files: read.files.map((outcome, index) => {
      const measurements = outcome.measurements.filter(({ source }) => !leftOut.has(source.sha256));
      return { received: files[index]!, outcome: fillIn({ ...outcome, measurements }, settings) };
    }),
  };
}

function fillIn(outcome: ReadFileEntry, { set, rows }: ImportSettings): ReadFileEntry {
  const measurements: BaseMeasurement[] = [];
  const problems = [...outcome.problems];
  for (const draft of outcome.measurements) {
    const filled = applyFills(draft, { ...set, ...rows[draft.source.sha256] });
    problems.push(...filled.problems);
    if (filled.problems.length === 0) measurements.push(withStorableText(filled.measurement));
  }
  return { ...outcome, measurements, problems };
}
