import { findJoins } from '@/lib/db/held-measurements';
import { applyEdit } from '@/lib/domain/edits/apply-edit';
import { describeEdit } from '@/lib/domain/edits/describe-change';
import type { Edit } from '@/lib/domain/edits/edit';
import type { HeldMeasurement } from '@/lib/domain/edits/held-measurement';
import { baseMeasurement } from '@/lib/domain/measurement';
import type { Transaction } from '@/lib/db/write-transaction';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';
import { readSelection, type Selection } from './selection';
import { type ChangedBy, writeChange, type WrittenChange } from './write-change';

export interface EditInput {
  of: Selection;
  /** The revision of stored data the person looked at. */
  basedOn: number;
  set: Edit;
  by: ChangedBy;
}

/**
 * Sets what a person says on some or many measurements, as a whole or not at all. Only base quantities change; what is
 * derived follows on reading. Refuses with `unprocessable` where the edit makes no sense for one of them.
 */
export async function editMeasurements(
  context: ServiceContext,
  { of, basedOn, set, by }: EditInput,
): Promise<WrittenChange> {
  return writeChange(context, by, async (db, at) => {
    const found = await readSelection(db, of, basedOn);
    const place = await placing(db, set);
    const measurements = found.map((before) => {
      const edited = applyEdit(before.held, set, at.toISOString());
      if ('refusal' in edited) throw refuse(before.held, edited.refusal);
      return { before, after: checked(place(edited.held)) };
    });
    return { kind: 'edit', undoes: null, measurements, summarise: (count) => describeEdit(set, count) };
  });
}

/** Whoever is moved to a sweep by its name joins the one of that name with the same deployment and workload. */
async function placing(db: Transaction, { sweep }: Edit): Promise<(held: HeldMeasurement) => HeldMeasurement> {
  if (sweep === undefined) return (held) => held;
  const joinOf = await findJoins(db, sweep);
  return (held) => {
    const joinedBy = joinOf(held);
    return joinedBy === null ? held : { ...held, sweep: { name: sweep, joinedBy } };
  };
}

function checked(held: HeldMeasurement): HeldMeasurement {
  const { success, error } = baseMeasurement.safeParse(held.base);
  if (success) return held;
  const [issue] = error.issues;
  throw refuse(held, `would have ${issue?.path.join('.') ?? 'a field'} that cannot be: ${issue?.message ?? ''}`);
}

const refuse = ({ base: { source } }: HeldMeasurement, why: string) =>
  new AppError('unprocessable', `Record ${source.index + 1} of ${source.file} ${why}. Nothing was changed.`);
