import { z } from 'zod';
import { type ChangeRow, listChanges as listChangeRows } from '@/lib/db/changes';
import type { FieldChange } from '@/lib/domain/edits/change';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';

const cursorContent = z.tuple([z.iso.datetime(), z.string().max(64)]);

/** One line of history. */
export interface StoredChange {
  id: string;
  kind: ChangeRow['kind'];
  by: ChangeRow['by'];
  at: string;
  summary: string;
  undoes: string | null;
  undoneBy: string | null;
  /** How many measurements it changed that are still stored, and how many of them are in the bin. */
  measurements: number;
  inBin: number;
  /** What happened to the one measurement asked for; null where none was. */
  fields: FieldChange[] | null;
}

/** A page of history, the last change first: of everything, or of one measurement field by field. */
export async function listChanges(
  { db }: ServiceContext,
  { measurement, limit, cursor }: { measurement?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<{ changes: StoredChange[]; next: string | null }> {
  const after = cursor === undefined ? null : readCursor(cursor);
  const rows = await listChangeRows(db, { measurement: measurement ?? null, limit: limit + 1, after });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { changes: page.map(toChange), next: rows.length > limit && last !== undefined ? writeCursor(last) : null };
}

const toChange = ({ at, undone_by, binned, ...row }: ChangeRow): StoredChange => ({
  ...row,
  at: at.toISOString(),
  undoneBy: undone_by,
  inBin: binned,
});

const writeCursor = ({ at, id }: ChangeRow) =>
  Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');

function readCursor(cursor: string): { at: Date; id: string } {
  try {
    const [at, id] = cursorContent.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { at: new Date(at), id };
  } catch (cause) {
    throw new AppError('bad-request', 'This cursor is not one that a page of history ended with.', [], { cause });
  }
}
