import { type ImportResult, importResult } from '@/lib/domain/import';
import type { Queryable } from '@/lib/db/database';
import { findImportByKey } from '@/lib/db/find-import-by-key';
import { AppError } from '../errors';

/** What an earlier request with this key was answered. The same key with other content is a mistake of the client. */
export async function findAnswer(
  db: Queryable,
  key: string | null,
  requestSha256: string,
): Promise<ImportResult | null> {
  const earlier = key === null ? null : await findImportByKey(db, key);
  if (earlier === null) return null;
  if (earlier.requestSha256 !== requestSha256) {
    throw new AppError('conflict', 'This Idempotency-Key was used for an import of other files or settings.');
  }
  return importResult.parse(earlier.result);
}
