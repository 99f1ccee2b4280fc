import { z } from 'zod';
import { plannedTopology } from './plan';

/** What is kept of a job beside its plan and its states. Times are ISO, durations seconds; null is not known. */

export const loadPhases = ['pending', 'running', 'done', 'failed', 'left-out'] as const;
/** `left-out`: an adaptive job did not need the load, or the job ended before it. */
export type LoadPhase = (typeof loadPhases)[number];

/** What an adaptive job decides by, as it was when the load was measured. */
export const loadFigures = z.strictObject({
  /** Of all GPUs where their number is not known. */
  outputTokensPerSPerGpu: z.number().nullable(),
  medianTpotMs: z.number().nullable(),
  medianTtftMs: z.number().nullable(),
  inService: z.number().nullable(),
});
export type LoadFigures = z.infer<typeof loadFigures>;

/** One word to an adaptive job: the run to do next, by name, or to end. Turns count from 1 and are never taken back. */
export const turn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('load'),
    name: z.string(),
    purpose: z.enum(['climb', 'limit', 'bend']),
    message: z.string(),
  }),
  z.strictObject({ kind: z.literal('end'), message: z.string() }),
]);
export type Turn = z.infer<typeof turn>;

/** The server's own figures while a load runs. */
export const gauges = z.strictObject({
  at: z.iso.datetime(),
  running: z.number().nullable(),
  waiting: z.number().nullable(),
  /** Share of the KV cache in use, 0 to 1. */
  kvCacheUse: z.number().nullable(),
  /** Since the answer before; null in the first one. */
  outputTokensPerS: z.number().nullable(),
  promptTokensPerS: z.number().nullable(),
});
export type Gauges = z.infer<typeof gauges>;

/** What server and machine of an attempt said that they are. */
export const jobReadBack = z.strictObject({
  model: z.string().nullable(),
  engineVersion: z.string().nullable(),
  topology: plannedTopology.omit({ nodes: true }).nullable(),
  gpu: z.string().nullable(),
  gpus: z.int().nullable(),
  driver: z.string().nullable(),
  kvCacheTokens: z.number().nullable(),
  /** "vllm" or "kneepoint": which load generator measured. */
  client: z.string().nullable(),
  /** What ran differs from what was asked for, in sentences. */
  differences: z.array(z.string()),
});
export type JobReadBack = z.infer<typeof jobReadBack>;

/** What lists show of a job's way. */
export const jobProgress = z.strictObject({
  loads: z.strictObject({ done: z.int().min(0), failed: z.int().min(0), total: z.int().min(0) }),
  /** What runs now: "TP2, concurrency 8". */
  current: z.string().nullable(),
  /** By what loads took so far; null where it has ended, or where an adaptive job has yet to choose. */
  remainingS: z.number().nonnegative().nullable(),
  /** null: the GPUs are not known. `saved`: against all loads of the grid, for adaptive jobs. */
  gpuHours: z.strictObject({ spent: z.number(), saved: z.number().nullable() }).nullable(),
});
export type JobProgress = z.infer<typeof jobProgress>;

/** What a target says about itself. */
export const targetFacts = z.strictObject({
  at: z.iso.datetime(),
  system: z.string(),
  vllmVersion: z.string().nullable(),
  /** Names of its GPUs, one each; null where nothing lists them. */
  gpus: z.array(z.string()).nullable(),
  freeBytes: z.int().min(0).nullable(),
  /** Why nothing can be started here, as a sentence; null where nothing is known to stand against it. */
  problem: z.string().nullable(),
});
export type TargetFacts = z.infer<typeof targetFacts>;
