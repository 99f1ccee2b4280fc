import { randomUUID } from 'node:crypto';
import { type ChangeToStore, storeChange } from '@/lib/db/changes';
import { deleteEmptySweeps } from '@/lib/db/delete-for-good';
import { type HeldRow, updateHeld } from '@/lib/db/held-measurements';
import { readRevision } from '@/lib/db/read-revision';
import { inWriteTransaction, type Transaction } from '@/lib/db/write-transaction';
import { changesBetween } from '@/lib/domain/edits/change';
import type { HeldMeasurement } from '@/lib/domain/edits/held-measurement';
import type { ServiceContext } from '../context';

/** Which door an action came through. */
export type ChangedBy = ChangeToStore['by'];

/** What an action makes of measurements, before it is written. */
export interface PlannedChange extends Pick<ChangeToStore, 'kind' | 'undoes'> {
  measurements: { before: HeldRow; after: HeldMeasurement }[];
  /** The sentence of history, from how many measurements it really changes. */
  summarise: (count: number) => string;
}

/** What was done. `id` null: everything was so already, and nothing is written down. */
export interface WrittenChange {
  id: string | null;
  summary: string;
  measurements: number;
  revision: number;
}

/**
 * Runs one action on stored measurements in one transaction: what changes, what that was before, and who did it when.
 * `plan` reads inside the transaction, where no other writer is, and may refuse.
 */
export async function writeChange(
  { db }: ServiceContext,
  by: ChangedBy,
  plan: (db: Transaction, at: Date) => Promise<PlannedChange>,
): Promise<WrittenChange> {
  const id: string = randomUUID();
  return inWriteTransaction<WrittenChange>(db, async (transaction) => {
    const at = new Date();
    const { measurements, summarise, kind, undoes } = await plan(transaction, at);
    const { revision } = await readRevision(transaction);
    const changed = measurements.flatMap(({ before, after }) => {
      const fields = changesBetween(before.held, after);
      return fields.length === 0 ? [] : [{ row: before.row, held: after, fields }];
    });
    const summary = summarise(changed.length);
    if (changed.length === 0) {
      return { changed: false, result: { id: null, summary, measurements: 0, revision } };
    }
    const next = revision + 1;
    await updateHeld(transaction, changed, { revision: next, at });
    await deleteEmptySweeps(transaction);
    const fields = new Map(changed.map((one) => [one.row.id, one.fields]));
    await storeChange(transaction, { id, kind, by, at, summary, undoes, fields });
    return { changed: true, result: { id, summary, measurements: changed.length, revision: next } };
  });
}
