import type { HeldRow } from '@/lib/db/held-measurements';
import { listImportedFiles, type StoredFile } from '@/lib/db/imports';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import type { SourceFile } from '@/lib/importers/importer';
import { readFiles } from '@/lib/importers/read-files';
import { openPlacedFile } from '../artifacts/artifact-files';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { withStorableText } from '../imports/storable-text';

/**
 * Reads the stored files of these measurements with the importers of today: what each record is now, by its SHA-256.
 * The files of an import are read together, as they came. A record that is not found any more is not in the answer.
 */
export async function readAgain(
  { db, dataDir }: ServiceContext,
  found: readonly HeldRow[],
): Promise<Map<string, BaseMeasurement>> {
  const wanted = new Set(found.map(({ row }) => row.sha256));
  const imports = [...new Set(found.map(({ row }) => row.import_id))];
  const files = await listImportedFiles(db, imports);
  const read = new Map<string, BaseMeasurement>();
  for (const id of imports) {
    const together = files.filter(({ importId }) => importId === id);
    const outcome = await readFiles(together.map((file) => toSource(dataDir, file)));
    for (const measurement of outcome.files.flatMap(({ measurements }) => measurements)) {
      const { sha256 } = measurement.source;
      if (wanted.has(sha256)) read.set(sha256, withStorableText(measurement));
    }
  }
  return read;
}

const toSource = (dataDir: string, { path, size, sha256, storedAs }: StoredFile): SourceFile => ({
  path,
  size,
  sha256,
  async *open() {
    const bytes = await openPlacedFile(dataDir, storedAs);
    if (bytes === null) throw new AppError('not-found', `The stored file ${path} is not in the data folder any more.`);
    yield* bytes as AsyncIterable<Uint8Array>;
  },
});
