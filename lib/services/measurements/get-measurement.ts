import { aliasBook } from '@/lib/domain/aliases';
import { listAliases } from '@/lib/db/aliases';
import { findMeasurement } from '@/lib/db/list-measurements';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { type StoredMeasurement, toStoredMeasurement } from './stored-measurement';

/** One measurement with all its fields; refuses with `not-found`. */
export async function getMeasurement({ db }: ServiceContext, id: string): Promise<StoredMeasurement> {
  const [row, aliases] = await Promise.all([findMeasurement(db, id), listAliases(db)]);
  if (row === null) throw new AppError('not-found', `There is no measurement ${id}.`);
  return toStoredMeasurement(row, aliasBook(aliases));
}
