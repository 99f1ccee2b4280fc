import type { HeldRow } from '@/lib/db/held-measurements';
import { readRevision } from '@/lib/db/read-revision';
import { applyReading, compareReading, type ReadingDifference } from '@/lib/domain/edits/compare-reading';
import { countOf } from '@/lib/domain/edits/describe-change';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { importerVersion } from '@/lib/importers/importer-versions';
import { isOfTheFile } from '@/lib/importers/provenance';
import type { ServiceContext } from '../context';
import { readAgain } from './read-again';
import { findSelection, readSelection, type Selection } from './selection';
import { type ChangedBy, writeChange, type WrittenChange } from './write-change';

/** What reading one record again would change. */
export interface ReimportedMeasurement {
  id: string;
  file: string;
  record: number;
  readBy: number | null;
  presentVersion: number;
  differences: ReadingDifference[];
  /** Why it cannot be read again, in a sentence; else null. */
  problem: string | null;
}

export interface ReimportPreview {
  /** To be named by the reimport that follows. */
  revision: number;
  /** How many were read again, and how many of them would be just as they are. */
  measurements: number;
  unchanged: number;
  changed: ReimportedMeasurement[];
}

/** Reads stored files again without storing anything: which fields the importers of today read otherwise. */
export async function previewReimport(context: ServiceContext, of: Selection): Promise<ReimportPreview> {
  const { revision } = await readRevision(context.db);
  const found = await findSelection(context.db, of);
  const read = await readAgain(context, found);
  const compared = found.map((one) => compare(one, read));
  const changed = compared.filter(({ differences, problem }) => differences.length > 0 || problem !== null);
  return { revision, measurements: found.length, unchanged: found.length - changed.length, changed };
}

export interface ReimportInput {
  of: Selection;
  basedOn: number;
  /** Fields to take over, by measurement; absent: all that differ. */
  take?: Record<string, string[]> | undefined;
  by: ChangedBy;
}

/** Takes over what the importers of today read; what was set by hand stays as it is. */
export async function reimport(
  context: ServiceContext,
  { of, basedOn, take, by }: ReimportInput,
): Promise<WrittenChange> {
  // The bytes never change, so they are read before the transaction; what is stored is compared inside it.
  const read = await readAgain(context, await findSelection(context.db, of));
  return writeChange(context, by, async (db, at) => {
    const found = await readSelection(db, of, basedOn);
    let fields = 0;
    const measurements = found.map((before) => {
      const { differences, problem } = compare(before, read);
      const taken = differences.filter(({ path }) => take === undefined || (take[before.row.id] ?? []).includes(path));
      if (problem !== null) return { before, after: before.held };
      fields += taken.length;
      const version = importerVersion(before.held.base.source.format);
      return { before, after: applyReading(before.held, taken, { importerVersion: version, at: at.toISOString() }) };
    });
    const summarise = (count: number) => `Read ${countOf(count)} again: ${fields} ${fields === 1 ? 'field' : 'fields'}`;
    return { kind: 'reimport', undoes: null, measurements, summarise };
  });
}

function compare({ row, held }: HeldRow, read: ReadonlyMap<string, BaseMeasurement>): ReimportedMeasurement {
  const now = read.get(row.sha256);
  return {
    id: row.id,
    file: row.file,
    record: row.record_index + 1,
    readBy: held.importerVersion,
    presentVersion: importerVersion(now?.source.format ?? row.format),
    differences: now === undefined ? [] : compareReading(held, now, isOfTheFile),
    problem:
      now === undefined ? `${row.file} holds no such record for the importers of today; it stays as it is.` : null,
  };
}
