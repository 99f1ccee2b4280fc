import type { FinishReason, Sequence } from './sequence';

/** What the engine tells while it runs; times are seconds of its clock. */
export interface EngineListener {
  /** A token was written. `previousAt` is the time of the one before, null for the first. `finish` says it was the last. */
  onToken(
    rank: number,
    sequence: Sequence,
    token: number,
    at: number,
    previousAt: number | null,
    finish: FinishReason | null,
  ): void;
  /** A sequence left the engine; all its blocks are free again. */
  onFinish(rank: number, sequence: Sequence, reason: FinishReason, at: number): void;
  /** A step ended: tokens of prompts computed, of them found in the cache, and tokens written. */
  onStep(rank: number, tokens: { prompt: number; written: number }, at: number): void;
  /** A sequence entered the batch for the first time: `cached` of its `queried` tokens were known. */
  onAdmit(rank: number, tokens: { queried: number; cached: number }, at: number): void;
  /** A sequence lost its cache to others and will be computed anew. */
  onPreempt(rank: number, sequence: Sequence, at: number): void;
}

/** A listener that passes everything on, for those who change one part of it. */
export function forwardTo(listener: EngineListener): EngineListener {
  return {
    onToken: (...event) => listener.onToken(...event),
    onFinish: (...event) => listener.onFinish(...event),
    onStep: (...event) => listener.onStep(...event),
    onAdmit: (...event) => listener.onAdmit(...event),
    onPreempt: (...event) => listener.onPreempt(...event),
  };
}
