import type { ImportSettings } from '@/lib/api/contracts';
import type { Arrangement } from './arrangement';
import { type Edits, parseEdits } from './edits';

/**
 * What a person said, in the words of the API. Only sweeps that a person had a hand in are named; the others are joined
 * and called as the files have it.
 */
export function toSettings(edits: Edits, sweeps: Arrangement, skipProblems: boolean): Partial<ImportSettings> {
  const { set, rows } = parseEdits(edits);
  const arranged = sweeps.flatMap(({ name, records, isByHand, isOrdered }) => {
    const trimmed = name?.trim() ?? '';
    return isByHand && trimmed !== '' ? [{ name: trimmed, records: [...records], ordered: isOrdered }] : [];
  });
  return {
    set,
    rows: { ...rows },
    leaveOut: [...edits.leftOut],
    sweeps: arranged,
    choices: mutable(edits.choices),
    companions: assignmentsOf(edits.companions),
    skipProblems,
  };
}

const mutable = (choices: Edits['choices']): ImportSettings['choices'] =>
  Object.fromEntries(Object.entries(choices).map(([record, byField]) => [record, { ...byField }]));

/** What companions belong to, in the words of the API. */
export const assignmentsOf = (companions: Edits['companions']): ImportSettings['companions'] =>
  Object.fromEntries(Object.entries(companions).map(([id, files]) => [id, [...files]]));
