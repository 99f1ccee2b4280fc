import { z } from 'zod';

const count = z.int().min(0);

/** How a bundle says it ended, in its `exit.json`. */
export const bundleExit = z.looseObject({
  version: z.int(),
  reason: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
  message: z.string().max(2000),
  code: z.int(),
  done: count,
  failed: count,
  total: count,
  at: z.string().max(40),
});
export type BundleExit = z.infer<typeof bundleExit>;

/** How far a bundle says it is, in its `progress.json`. */
export const bundleProgress = z.looseObject({
  version: z.int(),
  phase: z.enum(['preflight', 'starting', 'running']).catch('running'),
  done: count,
  failed: count,
  total: count,
  current: z.string().max(100),
  since: z.string().max(40),
});
export type BundleProgress = z.infer<typeof bundleProgress>;

/**
 * What an executor saw. `unknown`: the target's own word for the state is not one we know. `gone`: it is not alive and
 * left no exit file, seen twice.
 */
export const nativePhases = ['waiting', 'active', 'ended', 'gone', 'unknown'] as const;
export interface Seen {
  kind: 'seen';
  native: (typeof nativePhases)[number];
  /** The target's own words: "PartitionNodeLimit", "process 4711". */
  detail: string;
  progress: BundleProgress | null;
  exit: BundleExit | null;
}

/**
 * Why the reconciler gives an attempt up, so that what it has measured may not all be here: what it brings cannot be
 * kept (`data-folder`), or it fails again and again in a way nobody has foreseen (`unforeseen`).
 */
export const givenUp = ['data-folder', 'unforeseen'] as const;
export type GivenUp = (typeof givenUp)[number];

/** Everything that can move a job on: what was seen on the target, and what the reconciler itself did. */
export type Observation =
  | Seen
  | { kind: 'unreachable' }
  /** The bundle is about to be handed over. */
  | { kind: 'submitting' }
  /** The target will never take it: a read-only folder, a bundle of another version. */
  | { kind: 'refused'; reason: string; message: string }
  /** It was cancelled before it was handed over. */
  | { kind: 'withdrawn' }
  /**
   * The reconciler has ended it: a deadline that only it watches is over (`overdue`), or it cannot go on with it.
   */
  | { kind: 'ended'; reason: 'overdue' | GivenUp; message: string }
  /** Every file that will come is here, with so many results among them. */
  | { kind: 'collected'; done: number };
