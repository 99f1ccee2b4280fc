import { z } from 'zod';

const since = z.iso.datetime();
const count = z.int().min(0);
const progress = { done: count, failed: count, total: count };
const why = { reason: z.string(), message: z.string() };

export const outcomes = ['succeeded', 'partial', 'failed', 'timed-out', 'cancelled', 'lost'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * Where an attempt is, and nothing it cannot have there. `since` is when it came there. `done`, `failed` and `total`
 * count loads. Unreachable is no state: while nothing is heard, the last one stands.
 */
export const jobState = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('queued'), since }),
  z.strictObject({ phase: z.literal('submitting'), since }),
  /** On the target, but not begun: `reason` is the native queue's own. */
  z.strictObject({ phase: z.literal('waiting'), since, reason: z.string() }),
  z.strictObject({ phase: z.literal('starting'), since, step: z.string() }),
  z.strictObject({ phase: z.literal('running'), since, ...progress, current: z.string().nullable() }),
  /** It has ended, and its files are being fetched; what it ended as is counted when they are here. */
  z.strictObject({ phase: z.literal('collecting'), since, ...progress, ...why }),
  z.strictObject({ phase: z.literal('succeeded'), since, ...progress }),
  /** Some loads are measured, and not all of them. */
  z.strictObject({ phase: z.literal('partial'), since, ...progress, ...why }),
  z.strictObject({ phase: z.literal('failed'), since, ...progress, ...why }),
  z.strictObject({ phase: z.literal('timed-out'), since, ...progress, ...why }),
  z.strictObject({ phase: z.literal('cancelled'), since, ...progress }),
  /** It is gone and left no word. */
  z.strictObject({ phase: z.literal('lost'), since, ...progress, ...why }),
]);
export type JobState = z.infer<typeof jobState>;
export type JobPhase = JobState['phase'];

/** Whether nothing can happen any more. */
export const isSettled = (state: JobState): state is Extract<JobState, { phase: Outcome }> =>
  (outcomes as readonly string[]).includes(state.phase);

/** Loads done so far, as far as the state knows. */
export const doneIn = (state: JobState): number => ('done' in state ? state.done : 0);
