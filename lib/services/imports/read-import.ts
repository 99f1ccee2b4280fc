import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { ImportSettings } from '@/lib/domain/import';
import { applyFills } from '@/lib/importers/apply-fills';
import type { FileOutcome } from '@/lib/importers/importer';
import { readFile } from '@/lib/importers/registry';
import { AppError } from '../errors';
import { type ReceivedFile, toSourceFile } from './received-file';
import { withStorableText } from './storable-text';

/** Measurements of one import: more are a sign of a wrong file, and would not fit into memory as one answer. */
const maxMeasurements = 20_000;

/** A received file and what it became under the settings. */
export interface ReadFile {
  received: ReceivedFile;
  outcome: FileOutcome;
}

/**
 * What preview and commit share: reads each file, leaves out what is to be left out, fills in what a person said. One
 * file after another, so that memory holds one open file at a time. Refuses with `too-large` beyond 20,000 measurements.
 */
export async function readImport(
  files: ReceivedFile[],
  settings: ImportSettings,
  refine: (measurement: BaseMeasurement) => BaseMeasurement = (measurement) => measurement,
): Promise<ReadFile[]> {
  const leftOut = new Set(settings.leaveOut);
  const read: ReadFile[] = [];
  let total = 0;
  for (const received of files) {
    const outcome = await readFile(toSourceFile(received));
    total += outcome.measurements.length;
    if (total > maxMeasurements) {
      throw new AppError('too-large', `An import may bring ${maxMeasurements.toLocaleString('en')} measurements.`);
    }
    const wanted = outcome.measurements.filter(({ source }) => !leftOut.has(source.sha256));
    read.push({ received, outcome: fillIn({ ...outcome, measurements: wanted.map(refine) }, settings) });
  }
  return read;
}

function fillIn(outcome: FileOutcome, { set, rows }: ImportSettings): FileOutcome {
  const measurements: BaseMeasurement[] = [];
  const problems = [...outcome.problems];
  for (const draft of outcome.measurements) {
    const filled = applyFills(draft, { ...set, ...rows[draft.source.sha256] });
    problems.push(...filled.problems);
    if (filled.problems.length === 0) measurements.push(withStorableText(filled.measurement));
  }
  return { ...outcome, measurements, problems };
}
