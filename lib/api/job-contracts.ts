import { z } from 'zod';
import { jobRequest } from '@/lib/domain/plan/job-request';
import { gauges, jobProgress, jobReadBack, loadPhases, targetFacts } from '@/lib/domain/plan/job-record';
import { jobState } from '@/lib/domain/plan/job-state';
import { plannedAttempt, plannedRun, plannedTopology, planProblem, planTotals } from '@/lib/domain/plan/plan';

export { type JobRequest, type JobRequestInput, jobRequest } from '@/lib/domain/plan/job-request';

/** Wire shapes of launching: what goes in is what comes out, as in `contracts.ts`. Times are ISO, durations seconds. */

const at = z.iso.datetime();
const count = z.int().min(0);
const seconds = z.number().nonnegative();

export const targetSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Results of it are never measurements of hardware. */
  simulated: z.boolean(),
  gpu: z.string().nullable(),
  /** null: not known, so nothing can be said about whether a deployment fits. */
  gpusPerNode: count.nullable(),
  nodes: z.int().min(1),
  /** null: it was not looked at yet. */
  facts: targetFacts.omit({ problem: true }).nullable(),
  /** Why nothing can be started here, as a sentence; null where nothing is known to stand against it. */
  problem: z.string().nullable(),
  /** Its queue: the job that runs, and how many wait behind it. */
  running: z.string().nullable(),
  waiting: count,
});
export type TargetSummary = z.infer<typeof targetSummary>;
export const targetsResponse = z.strictObject({ targets: z.array(targetSummary) });
export type TargetsResponse = z.infer<typeof targetsResponse>;

export const createJobQuery = z.strictObject({ dryRun: z.enum(['true', 'false']).default('false') });

/** An already-running server, as it answered the preview. */
export const previewedEndpoint = z.strictObject({
  /** The address everything would connect to. */
  address: z.string(),
  models: z.array(z.string()),
  version: z.string().nullable(),
});

/** All that a job would be, without making it. Send `seed` back with the request, and the script is the one shown. */
export const dryRunResponse = z.strictObject({
  valid: z.boolean(),
  /** Name of the job, and of the sweep its points belong to. */
  name: z.string(),
  target: z.strictObject({ id: z.string(), name: z.string(), simulated: z.boolean() }),
  seed: count,
  /** What stands against the whole; each deployment has its own beside it. */
  problems: z.array(planProblem),
  /** Every deployment in the order they run, those that cannot run with the reason. */
  attempts: z.array(plannedAttempt),
  totals: planTotals,
  /** Loads are chosen as results come in: `totals` is what the whole grid would take. */
  adaptive: z.boolean(),
  endpoint: previewedEndpoint.nullable(),
  /** The shell script of the first `deployments` of all `of`; null where nothing can run. A job's whole one: `/script`. */
  script: z.strictObject({ text: z.string(), deployments: count, of: count }).nullable(),
});
export type DryRunResponse = z.infer<typeof dryRunResponse>;

/** A job as the list shows it. */
export const jobSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** null: whatever the endpoint serves. */
  model: z.string().nullable(),
  kind: z.enum(['serve', 'throughput']),
  adaptive: z.boolean(),
  target: z.strictObject({ id: z.string(), name: z.string(), simulated: z.boolean() }),
  createdAt: at,
  /** null: not yet. */
  finishedAt: at.nullable(),
  /** What was asked for last; a job that is to be cancelled runs on until its state says so. */
  desired: z.enum(['run', 'cancel']),
  state: jobState,
  /** The state in words: "Running, 3 of 28 loads measured: TP2, concurrency 8." */
  sentence: z.string(),
  /** Nothing was heard of its target when it was last asked; the state is the one before. */
  unreachable: z.boolean(),
  ...jobProgress.shape,
  /** Jobs before it on its target; null where it does not wait. */
  queuePosition: count.nullable(),
  /** Grows with every change of any job. */
  change: count,
});
export type JobSummary = z.infer<typeof jobSummary>;

/** One execution of one load: one line of the client, and once done one measurement. */
export const jobLoad = z.strictObject({
  ...plannedRun.pick({ name: true, key: true, load: true, repeat: true, warmups: true, seed: true }).shape,
  workload: z.string(),
  estimateS: seconds,
  /** `left-out`: an adaptive job did not need it, or the job ended before it. */
  phase: z.enum(loadPhases),
  startedAt: at.nullable(),
  /** Seconds it took, start of the client included; null until it has ended. */
  tookS: seconds.nullable(),
  /** Why it failed or was left out, in words. */
  message: z.string().nullable(),
  /** Why an adaptive job asked for it. */
  asked: z.string().nullable(),
  /** Id of the measurement it became. */
  measurement: z.string().nullable(),
});
export type JobLoad = z.infer<typeof jobLoad>;

/** One try at one deployment: one server with its loads. */
export const jobAttempt = z.strictObject({
  key: z.string(),
  /** From 1. Only the last try of a deployment counts for the job's state. */
  try: z.int().min(1),
  label: z.string(),
  topology: plannedTopology.nullable(),
  gpus: z.int().min(1).nullable(),
  state: jobState,
  startedAt: at.nullable(),
  finishedAt: at.nullable(),
  estimateS: seconds,
  /** Why an adaptive job ended it, in words. */
  ended: z.string().nullable(),
  readBack: jobReadBack.nullable(),
  gauges: gauges.nullable(),
  loads: z.array(jobLoad),
  /** Bytes there are of its logs. */
  logs: z.strictObject({ job: count, server: count }),
});
export type JobAttempt = z.infer<typeof jobAttempt>;

export const jobDetail = jobSummary.extend({
  /** As it was sent, defaults filled in: what a clone starts from. */
  request: jobRequest,
  seed: count,
  /** Name of the sweep its points belong to. */
  sweep: z.string(),
  totals: planTotals,
  /** Deployments that could not run, with the reason. */
  refused: z.array(z.strictObject({ label: z.string(), problems: z.array(planProblem) })),
  attempts: z.array(jobAttempt),
});
export type JobDetail = z.infer<typeof jobDetail>;

/** A job that shows nowhere any more. */
export const deletedJob = z.strictObject({ id: z.string() });
export type DeletedJob = z.infer<typeof deletedJob>;

export const createdJob = z.strictObject({
  id: z.string(),
  /** Its address; also in the header `Location`. */
  href: z.string(),
  job: jobSummary,
});
export type CreatedJob = z.infer<typeof createdJob>;

export const jobsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(100).optional(),
  /** Only those that have not ended. */
  open: z.enum(['true', 'false']).default('false'),
});
/** The last made first. */
export const jobsResponse = z.strictObject({ jobs: z.array(jobSummary), next: z.string().nullable() });
export type JobsResponse = z.infer<typeof jobsResponse>;

export const jobId = z.object({ id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'not the id of a job') });

export const logStreams = ['job', 'server', 'client'] as const;
export const logQuery = z.strictObject({
  /** `server`: what vLLM printed; `job`: the script; `client`: the load generator, for one `load`. */
  stream: z.enum(logStreams).default('server'),
  /** Key of the attempt and its try; without them, the one that started last. */
  attempt: z.string().max(64).optional(),
  try: z.coerce.number().int().min(1).optional(),
  /** Name of the load, for `client`. */
  load: z
    .string()
    .regex(/^\d{4,6}$/)
    .optional(),
  /** Byte to begin at; negative counts from the end. */
  offset: z.coerce.number().int().default(0),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1024 * 1024)
    .default(256 * 1024),
  /** `text`: the whole log as a file to save. */
  format: z.enum(['json', 'text']).default('json'),
});
/** A piece of a log, cut at line ends where it can be. Ask again from `next`; bytes never change once they are there. */
export const logPage = z.strictObject({
  /** null: nothing has started yet. */
  attempt: z.string().nullable(),
  try: z.int().nullable(),
  stream: z.enum(logStreams),
  offset: count,
  next: count,
  /** Bytes there are by now. */
  size: count,
  text: z.string(),
  /** Nothing more will come. */
  ended: z.boolean(),
});
export type LogPage = z.infer<typeof logPage>;

export const cloneQuery = z.union([
  z.strictObject({ job: z.string().max(64) }),
  z.strictObject({ measurement: z.string().max(64) }),
]);
/** A request like that of a job, or one that would measure a point again. `notes`: what could not be carried over. */
export const cloneResponse = z.strictObject({
  /** The job it came from, where it came from one. */
  job: z.string().nullable(),
  request: jobRequest,
  notes: z.array(z.string()),
});
export type CloneResponse = z.infer<typeof cloneResponse>;

/** A frame of `GET /api/v1/events` about a job that has changed. */
export const jobFrame = z.strictObject({ type: z.literal('job'), job: jobSummary });
/** A frame of `GET /api/v1/events`: which jobs there are has changed, for one was deleted. */
export const jobsFrame = z.strictObject({ type: z.literal('jobs') });
