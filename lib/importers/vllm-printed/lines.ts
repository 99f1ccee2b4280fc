/** What a line of a log is to the reader of printed results, where it is no row. */
export type LineKind = 'result-title' | 'other-title' | 'rule' | 'section' | 'other';

const title = /={3,}[ \t]{0,20}([A-Za-z][\w ./()-]{0,60}?)[ \t]{0,20}={3,}$/;
const rule = /(?:^|[\s|>])={20,}$/;
const section = /-{3,}[A-Za-z][\w ./()-]{0,60}-{3,}$/;

/** Titles stand between "=", sections between "-", and a rule of "=" ends a block. */
export function kindOfLine(text: string): LineKind {
  const end = text.slice(-200);
  const found = title.exec(end)?.[1];
  if (found !== undefined) return /^Serving Benchmark Result$/i.test(found) ? 'result-title' : 'other-title';
  if (rule.test(end)) return 'rule';
  return section.test(end) ? 'section' : 'other';
}

/** The words of a title: "Steady-State Metrics". */
export const titleOf = (text: string): string => title.exec(text.slice(-200))?.[1] ?? '';
