import { z } from 'zod';
import { aliasBook } from '@/lib/domain/aliases';
import { listAliases } from '@/lib/db/aliases';
import { listMeasurementPage, type PageEnd } from '@/lib/db/list-measurements';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { type StoredMeasurement, toStoredMeasurement } from './stored-measurement';

const cursorContent = z.tuple([z.iso.datetime(), z.string().max(64)]);

/** A page of measurements, the last imported first, and the cursor of the next one. */
export async function listMeasurements(
  { db }: ServiceContext,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ measurements: StoredMeasurement[]; next: string | null }> {
  const after = cursor === undefined ? null : readCursor(cursor);
  // One more than asked for tells whether there is a next page.
  const [rows, aliases] = await Promise.all([listMeasurementPage(db, { limit: limit + 1, after }), listAliases(db)]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const book = aliasBook(aliases);
  return {
    measurements: page.map((row) => toStoredMeasurement(row, book)),
    next: rows.length > limit && last !== undefined ? writeCursor({ importedAt: last.imported_at, id: last.id }) : null,
  };
}

const writeCursor = ({ importedAt, id }: PageEnd) =>
  Buffer.from(JSON.stringify([importedAt.toISOString(), id])).toString('base64url');

function readCursor(cursor: string): PageEnd {
  try {
    const [importedAt, id] = cursorContent.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { importedAt: new Date(importedAt), id };
  } catch (cause) {
    throw new AppError('bad-request', 'This cursor is not one that a page of measurements ended with.', [], { cause });
  }
}
