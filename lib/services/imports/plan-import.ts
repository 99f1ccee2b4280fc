import type { ImportSettings } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { Problem } from '@/lib/importers/importer';
import { measurementId } from '@/lib/db/store-import';
import { AppError } from '../errors';
import type { ReadImport } from './read-import';
import type { ReceivedFile } from './received-file';

/** A file of an import that may go ahead. */
export interface PlannedFile {
  received: ReceivedFile;
  format: string | null;
  problems: Problem[];
  /** Measurements no earlier file of the same import holds, by their id. */
  measurements: Map<string, BaseMeasurement>;
  /** Ids of those that an earlier file holds. */
  repeated: string[];
  /** Ids of measurements of other files of which this one filled a field. */
  filled: ReadonlySet<string>;
}

/**
 * What is to be stored of the files read. Refuses with `unprocessable` when there are problems that nobody said to skip,
 * or when nothing is left.
 */
export function planImport({ files, filledBy }: ReadImport, { skipProblems }: ImportSettings): PlannedFile[] {
  const problems = files.flatMap(({ outcome }) => outcome.problems);
  const isEmpty = files.every(({ outcome }) => outcome.measurements.length === 0);
  if (problems.length > 0 && (isEmpty || !skipProblems)) throw refuse(problems);
  if (isEmpty) throw new AppError('unprocessable', 'Nothing is left to import: every measurement is left out.');

  const seen = new Set<string>();
  const filled = filledPerFile(filledBy);
  return files.map(({ received, outcome }) => {
    const measurements = new Map<string, BaseMeasurement>();
    const repeated: string[] = [];
    for (const measurement of outcome.measurements) {
      const id = measurementId(measurement);
      if (seen.has(id)) repeated.push(id);
      else measurements.set(id, measurement);
      seen.add(id);
    }
    return {
      received,
      format: outcome.format,
      problems: outcome.problems,
      measurements,
      repeated,
      filled: filled.get(received.path) ?? new Set(),
    };
  });
}

/** Which measurements each file filled a field of, by the file's path. */
function filledPerFile(filledBy: ReadImport['filledBy']): Map<string, Set<string>> {
  const filled = new Map<string, Set<string>>();
  for (const [sha256, files] of filledBy) {
    const id = measurementId({ source: { sha256 } });
    for (const file of files) filled.set(file, (filled.get(file) ?? new Set()).add(id));
  }
  return filled;
}

function refuse(problems: Problem[]): AppError {
  const [first, ...others] = problems;
  const more = others.length === 0 ? '' : ` And ${others.length} more problem${others.length === 1 ? '' : 's'}.`;
  return new AppError('unprocessable', `${first?.message ?? ''}${more}`, problems);
}
