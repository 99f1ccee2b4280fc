/** A value with what it was before and what was taken back. */
export interface History<State> {
  past: readonly State[];
  present: State;
  future: readonly State[];
  /** What the last change was about; a further change of the same goes with it into one step. null: closed. */
  topic: string | null;
}

const mostSteps = 200;

export const beginHistory = <State>(present: State): History<State> => ({
  past: [],
  present,
  future: [],
  topic: null,
});

/** Goes on to another state. Changes of one topic in a row (typing into one field) are one step to undo. */
export function record<State>(history: History<State>, next: State, topic: string | null = null): History<State> {
  if (next === history.present) return history;
  const isMore = topic !== null && topic === history.topic;
  const past = isMore ? history.past : [...history.past, history.present].slice(-mostSteps);
  return { past, present: next, future: [], topic };
}

export function undo<State>({ past, present, future, ...rest }: History<State>): History<State> {
  const before = past.at(-1);
  if (before === undefined) return { ...rest, past, present, future };
  return { past: past.slice(0, -1), present: before, future: [present, ...future], topic: null };
}

export function redo<State>({ past, present, future, ...rest }: History<State>): History<State> {
  const [next, ...later] = future;
  if (next === undefined) return { ...rest, past, present, future };
  return { past: [...past, present], present: next, future: later, topic: null };
}
