import { assess } from '@/lib/domain/assess';
import type { Measurement } from '@/lib/domain/measurement';
import type { Problem } from '@/lib/importers/importer';
import { readFile } from '@/lib/importers/read-file';
import { exitCodes } from './cli-error';
import { findInputFiles, type InputFile, type MissingFile, toSourceFile } from './input-files';
import { describeMeasurements, describeProblems } from './measurement-table';
import type { Terminal } from './terminal';

/** What `inspect` says of one file. */
export interface InspectedFile {
  file: string;
  format: string | null;
  measurements: Measurement[];
  problems: Problem[];
}

/**
 * `kneepoint inspect FILE...`: reads files where they lie, asks nobody, stores nothing. Ends with 0 if all was read and 1
 * if there is any problem.
 */
export async function inspect(
  named: readonly string[],
  { json }: { json: boolean },
  terminal: Terminal,
): Promise<number> {
  const { files, missing } = await findInputFiles(named, terminal.folder);
  const inspected: InspectedFile[] = missing.map(toMissing);
  for (const file of files) inspected.push(await inspectFile(file));
  if (inspected.length === 0) inspected.push(...named.map(toEmptyFolder));

  if (json) terminal.print(JSON.stringify({ files: inspected }, null, 2));
  else {
    terminal.print(describeMeasurements(inspected));
    for (const line of describeProblems(inspected.flatMap(({ problems }) => problems))) terminal.warn(line);
  }
  return inspected.some(({ problems }) => problems.length > 0) ? exitCodes.problem : exitCodes.fine;
}

async function inspectFile(input: InputFile): Promise<InspectedFile> {
  try {
    const { file, format, measurements, problems } = await readFile(toSourceFile(input));
    return { file, format, measurements: measurements.map((base) => assess(base)), problems };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return toMissing({ path: input.path, reason: `it cannot be read${code}` });
  }
}

const toEmptyFolder = (path: string) => toMissing({ path, reason: 'it holds no .json, .jsonl or .ndjson file' });

function toMissing({ path, reason }: MissingFile): InspectedFile {
  const expected = 'a result file';
  const problem = { file: path, path: null, expected, found: reason, message: `${path}: ${reason}.` };
  return { file: path, format: null, measurements: [], problems: [problem] };
}
