import { z } from 'zod';
import { adaptiveSettings } from './adaptive-settings';
import { environmentName, modelName, title } from './names';
import { serverFlag } from './server-flags';
import { requestedWorkload } from './workloads';

const size = z.int().min(1).max(1024);
const sizes = z.array(size).min(1).max(64);

/** One combination of a grid's sizes. */
const gridCell = z.strictObject({ tp: size, pp: size, dp: size });
export type GridCell = z.infer<typeof gridCell>;

/** vLLM is started for each cell of the grid TP x PP x DP, one after the other. */
export const startedDeployment = z.strictObject({
  source: z.literal('started'),
  model: modelName,
  grid: z
    .strictObject({
      tp: sizes.default([1]),
      pp: sizes.default([1]),
      dp: sizes.default([1]),
      nodes: sizes.default([1]),
      /** Of all combinations only these; null: all. */
      only: z.array(gridCell).min(1).max(256).nullable().default(null),
    })
    .prefault({}),
  flags: z.array(serverFlag).max(100).default([]),
  /** Names only; the values are taken from the environment on the way to the target and are stored nowhere. */
  environment: z.array(environmentName).max(50).default([]),
});

/** A server that runs already; what it is, only whoever started it can say. */
export const runningDeployment = z.strictObject({
  source: z.literal('already-running'),
  baseUrl: z.url({ protocol: /^https?$/ }).max(2000),
  /** null: the first one it serves. */
  model: modelName.nullable().default(null),
  /** Where the client finds the tokenizer, if the served name is not the model's own. */
  tokenizer: modelName.nullable().default(null),
  topology: gridCell.nullable().default(null),
  gpu: title.nullable().default(null),
  environment: z.array(environmentName).max(50).default([]),
});

/** From one request in a quarter of an hour to a million at once. */
const loadValue = z.number().min(0.001).max(1_000_000);

/**
 * Loads: values of one knob. `prompts` sends so many at once without a cap, and is the only knob of an offline run.
 * `per` multiplies each value by the deployment's GPUs or data-parallel ranks.
 */
export const listedLoads = z.strictObject({
  mode: z.literal('list'),
  knob: z.enum(['concurrency', 'request-rate', 'prompts']),
  per: z.enum(['absolute', 'gpu', 'dp-rank']).default('absolute'),
  values: z.array(loadValue).min(1).max(200),
});

/** Concurrencies chosen as the results come in; see `adaptive.ts`. */
export const adaptiveLoads = z.strictObject({
  mode: z.literal('adaptive'),
  per: z.enum(['absolute', 'gpu', 'dp-rank']).default('absolute'),
  ...adaptiveSettings.shape,
});

export const longestDeadlineS = 30 * 24 * 3600;
const deadlineSeconds = z.int().min(1).max(longestDeadlineS);

/** What a form or a script sends to start a job. */
export const jobRequest = z.strictObject({
  name: title.nullable().default(null),
  /** Id of the target. */
  target: z.string().min(1).max(100),
  /** `serve` measures a server under load; `throughput` runs `vllm bench throughput` offline. */
  kind: z.enum(['serve', 'throughput']).default('serve'),
  deployment: z.discriminatedUnion('source', [startedDeployment, runningDeployment]),
  workloads: z.array(requestedWorkload).min(1).max(50),
  loads: z.discriminatedUnion('mode', [listedLoads, adaptiveLoads]),
  repeats: z.int().min(1).max(100).default(1),
  prompts: z
    .strictObject({
      /** Prompts per load = max(perConcurrency x concurrency, floor); with a request rate, enough for `seconds`. */
      perConcurrency: z.number().min(1).max(1000).default(10),
      floor: z.int().min(1).max(100_000).default(16),
      seconds: z.int().min(1).max(86_400).default(60),
    })
    .prefault({}),
  /** Unmeasured requests before each load: as many as its concurrency, or a number. */
  warmups: z.union([z.literal('concurrency'), z.int().min(0).max(100_000)]).default('concurrency'),
  /** First of the seeds, which differ for every load and repeat; null: drawn when the job is made. */
  seed: z.int().min(0).max(2_147_483_647).nullable().default(null),
  deadlines: z
    .strictObject({
      readyS: deadlineSeconds.default(1800),
      /** null: twenty times the estimate, at least ten minutes and at most the longest there is. */
      loadS: deadlineSeconds.nullable().default(null),
      /** One server with all its loads; null: none. */
      attemptS: deadlineSeconds.nullable().default(null),
    })
    .prefault({}),
});
export type JobRequest = z.infer<typeof jobRequest>;
export type JobRequestInput = z.input<typeof jobRequest>;
export type RunningDeployment = z.infer<typeof runningDeployment>;
