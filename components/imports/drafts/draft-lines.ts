import type { ArrangedSweep, Arrangement } from '../edits/arrangement';
import type { EditedDraft } from './drafts';

/** A line of the table: the head of a sweep, or one draft of it. */
export type DraftLine =
  | { kind: 'sweep'; key: string; sweep: ArrangedSweep; drafts: readonly EditedDraft[] }
  | { kind: 'draft'; key: string; sweep: ArrangedSweep; edited: EditedDraft };

/** Sweeps with their drafts under them, in order. */
export function draftLines(sweeps: Arrangement, edited: ReadonlyMap<string, EditedDraft>): DraftLine[] {
  return sweeps.flatMap((sweep): DraftLine[] => {
    const drafts = sweep.records.flatMap((sha256) => edited.get(sha256) ?? []);
    if (drafts.length === 0) return [];
    return [
      { kind: 'sweep', key: sweep.key, sweep, drafts },
      ...drafts.map((one): DraftLine => ({ kind: 'draft', key: one.draft.sha256, sweep, edited: one })),
    ];
  });
}

export interface DraftSums {
  /** Not stored yet and not left out. */
  fresh: number;
  stored: number;
  leftOut: number;
}

/** What an import of the drafts would come to. */
export function sumsOf(edited: Iterable<EditedDraft>, leftOut: ReadonlySet<string>): DraftSums {
  const sums: DraftSums = { fresh: 0, stored: 0, leftOut: 0 };
  for (const { draft } of edited) {
    if (leftOut.has(draft.sha256)) sums.leftOut += 1;
    else if (draft.stored) sums.stored += 1;
    else sums.fresh += 1;
  }
  return sums;
}

/** Everything between two lines, both included; what a click with Shift selects. */
export function recordsBetween(lines: readonly DraftLine[], from: string, to: string): string[] {
  const records = lines.flatMap((line) => (line.kind === 'draft' ? [line.edited.draft.sha256] : []));
  const ends = [records.indexOf(from), records.indexOf(to)].sort((a, b) => a - b);
  const [first = -1, last = -1] = ends;
  return first < 0 ? [to] : records.slice(first, last + 1);
}
