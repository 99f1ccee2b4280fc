import { createHash } from 'node:crypto';
import { assess } from '@/lib/domain/assess';
import type { Measurement } from '@/lib/domain/measurement';
import type { Problem } from '@/lib/importers/importer';
import type { ReadFileEntry } from '@/lib/importers/read-file-entry';
import { readFiles } from '@/lib/importers/read-files';
import { CliError, exitCodes } from './cli-error';
import { findInputFiles, type InputFile, type MissingFile } from './input-files';
import { describeMeasurements, describeProblems } from './measurement-table';
import { withOpenedFiles } from './open-files';
import type { Terminal } from './terminal';

/** What `inspect` says of one file. */
export interface InspectedFile {
  file: string;
  format: string | null;
  measurements: Measurement[];
  problems: Problem[];
}

/**
 * `kneepoint inspect FILE...`: reads files where they lie, those in archives and what stands beside results included;
 * asks nobody, stores nothing. Ends with 0 if all was read and 1 if there is any problem.
 */
export async function inspect(
  named: readonly string[],
  { json }: { json: boolean },
  terminal: Terminal,
): Promise<number> {
  const { files, missing } = await findInputFiles(named, terminal);
  const { inspected, notes } = await inspectFiles(files);
  inspected.unshift(...missing.map(toMissing));
  if (inspected.length === 0) inspected.push(...named.map(toEmptyFolder));

  if (json) terminal.print(JSON.stringify({ files: inspected }, null, 2));
  else {
    terminal.print(describeMeasurements(inspected));
    for (const line of notes) terminal.warn(line);
    for (const line of describeProblems(inspected.flatMap(({ problems }) => problems))) terminal.warn(line);
  }
  return inspected.some(({ problems }) => problems.length > 0) ? exitCodes.problem : exitCodes.fine;
}

function inspectFiles(files: readonly InputFile[]): Promise<{ inspected: InspectedFile[]; notes: string[] }> {
  return withOpenedFiles(files, async ({ sources, refused }) => {
    const read = await readFiles(sources, { createHash: () => createHash('sha256') });
    if (read.isTooMany) throw new CliError('These are more measurements than one import may bring.');
    const notes = read.files.flatMap(({ file, note }) => (note === null ? [] : [`${file}: ${note}`]));
    return { inspected: [...refused.map(toMissing), ...read.files.map(toInspected)], notes };
  });
}

const toInspected = ({ file, format, measurements, problems }: ReadFileEntry): InspectedFile => ({
  file,
  format,
  measurements: measurements.map((base) => assess(base)),
  problems,
});

const toEmptyFolder = (path: string) => toMissing({ path, reason: 'it holds no result, log or spec' });

function toMissing({ path, reason }: MissingFile): InspectedFile {
  const expected = 'a result file';
  const problem = { file: path, path: null, expected, found: reason, message: `${path}: ${reason}.` };
  return { file: path, format: null, measurements: [], problems: [problem] };
}
