import type { AttemptChange, LoadChange } from '@/lib/db/jobs/change-attempt';
import type { AttemptRow } from '@/lib/db/jobs/job-row';

/** What came of looking at an attempt: everything to be written of it, at once. */
export interface Step {
  attempt: AttemptChange;
  /** By the load's name. */
  loads: Map<string, LoadChange>;
  /** Whether the target answered; null: it was not asked. */
  reached: boolean | null;
  /** Something else is new, such as lines of a log. */
  touched: boolean;
}

export const noStep = (): Step => ({ attempt: {}, loads: new Map(), reached: null, touched: false });

/** The attempt as it is after a step. */
export function afterStep(attempt: AttemptRow, step: Step): AttemptRow {
  return {
    ...attempt,
    ...step.attempt,
    loads: attempt.loads.map((load) => (load.phase === 'done' ? load : { ...load, ...step.loads.get(load.name) })),
  };
}

/** Adds to what is to be written of a load. */
export function changeLoad({ loads }: Step, name: string, change: LoadChange): void {
  loads.set(name, { ...loads.get(name), ...change });
}
