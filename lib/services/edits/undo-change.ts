import { findChange, readFieldChanges } from '@/lib/db/changes';
import { findHeld } from '@/lib/db/held-measurements';
import { undoChanges } from '@/lib/domain/edits/change';
import { countOf, fieldName } from '@/lib/domain/edits/describe-change';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { type ChangedBy, writeChange, type WrittenChange } from './write-change';

/**
 * Takes a change back: every field it touched is as it was before. An undo is a change as well and can be taken back.
 * Refuses with `conflict` where it was taken back already, or where a field was changed again since.
 */
export async function undoChange(
  context: ServiceContext,
  { id, by }: { id: string; by: ChangedBy },
): Promise<WrittenChange> {
  return writeChange(context, by, async (db) => {
    const change = await findChange(db, id);
    if (change === null)
      throw new AppError('not-found', 'There is no such change, or what it changed is gone for good.');
    if (change.undone_by !== null) throw new AppError('conflict', `“${change.summary}” is undone already.`);
    const fields = await readFieldChanges(db, id);
    const found = await findHeld(db, { ids: [...fields.keys()] }, { binned: true });
    const inTheWay = new Set<string>();
    let blocked = 0;
    const measurements = found.map((before) => {
      const undone = undoChanges(before.held, fields.get(before.row.id) ?? []);
      undone.inTheWay.forEach((path) => inTheWay.add(fieldName(path)));
      if (undone.inTheWay.length > 0) blocked++;
      return { before, after: undone.held };
    });
    if (blocked > 0) {
      throw new AppError(
        'conflict',
        `${[...inTheWay].slice(0, 3).join(', ')} of ${countOf(blocked)} changed again since. Undo the later change first.`,
      );
    }
    const summarise = () =>
      change.kind === 'undo' ? `Did again: ${redone(change.summary)}` : `Undid: ${change.summary}`;
    return { kind: 'undo', undoes: id, measurements, summarise };
  });
}

const redone = (summary: string) => summary.replace(/^(Undid|Did again): /, '');
