import { findHeld, type HeldRow, type Selection } from '@/lib/db/held-measurements';
import type { Queryable } from '@/lib/db/database';
import { countOf } from '@/lib/domain/edits/describe-change';
import { AppError } from '../errors';

export type { Selection } from '@/lib/db/held-measurements';

/**
 * The measurements an action is about, as they are now. Refuses with `not-found` where one is not there, and with
 * `conflict` where one has changed since the revision the action was based on.
 */
export async function readSelection(db: Queryable, selection: Selection, basedOn: number): Promise<HeldRow[]> {
  const found = await findSelection(db, selection);
  const stale = found.filter(({ row }) => row.revision > basedOn).length;
  if (stale > 0) {
    const those = stale === 1 ? 'One of these measurements' : `${stale} of these ${countOf(found.length)}`;
    throw new AppError('conflict', `${those} changed after you looked. Look at what is stored now, then try again.`);
  }
  return found;
}

/** The measurements of a selection; refuses with `not-found` where one is not there, or none is. */
export async function findSelection(db: Queryable, selection: Selection): Promise<HeldRow[]> {
  const found = await findHeld(db, selection);
  const missing = 'ids' in selection ? new Set(selection.ids).size - found.length : found.length === 0 ? 1 : 0;
  if (missing === 0) return found;
  const asked =
    'ids' in selection && selection.ids.length > 1 ? ` ${missing} of ${countOf(selection.ids.length)}:` : '';
  throw new AppError('not-found', `There is no such measurement, or it is in the bin;${asked} nothing was changed.`);
}
