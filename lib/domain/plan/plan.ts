import { z } from 'zod';
import { jobRequest } from './job-request';
import { plannedWorkload } from './workloads';

/** Why a job, or one deployment of it, cannot run: a code for programs, a sentence for people. */
export const planProblem = z.strictObject({ code: z.string(), message: z.string() });
export type PlanProblem = z.infer<typeof planProblem>;

/** One execution of one load: one line of `vllm bench`, one result, one point. */
export const plannedRun = z.strictObject({
  /** Four or more digits; its file's name in the bundle, and the order. */
  name: z.string().regex(/^\d{4,6}$/),
  /** Stays the same over retries: "tp4-pp1-dp1/1k-1k/c8/r1". */
  key: z.string(),
  workload: plannedWorkload,
  load: z.strictObject({
    maxConcurrency: z.int().min(1).nullable(),
    requestRate: z.union([z.number().positive(), z.literal('inf')]),
    numPrompts: z.int().min(1),
  }),
  warmups: z.int().min(0),
  /** From 1. */
  repeat: z.int().min(1),
  seed: z.int().min(0),
  estimateS: z.number().nonnegative(),
  deadlineS: z.int().min(1),
});
export type PlannedRun = z.infer<typeof plannedRun>;

export const plannedTopology = z.strictObject({
  tp: z.int().min(1),
  pp: z.int().min(1),
  dp: z.int().min(1),
  nodes: z.int().min(1),
});
export type PlannedTopology = z.infer<typeof plannedTopology>;

/** One deployment with all its loads: one server, one bundle. With problems it is shown, and not run. */
export const plannedAttempt = z.strictObject({
  index: z.int().min(0),
  /** "tp4-pp1-dp1", or "endpoint". */
  key: z.string(),
  /** "TP4", "TP2 x PP2". */
  label: z.string(),
  /** null: an endpoint nobody described. */
  topology: plannedTopology.nullable(),
  gpus: z.int().min(1).nullable(),
  runs: z.array(plannedRun),
  problems: z.array(planProblem),
  /** Start of the server included. */
  estimateS: z.number().nonnegative(),
});
export type PlannedAttempt = z.infer<typeof plannedAttempt>;

export const planTotals = z.strictObject({
  attempts: z.int().min(0),
  runs: z.int().min(0),
  /** Of the attempts that will run, one after the other. */
  estimateS: z.number().nonnegative(),
  /** null: the GPUs of an endpoint are not known. */
  gpuHours: z.number().nonnegative().nullable(),
  /** Of the largest deployment. */
  peakGpus: z.int().min(0).nullable(),
});

/** A request, worked out: everything that will run, in order, and everything that will not, with the reason. */
export const plan = z.strictObject({
  version: z.literal(1),
  request: jobRequest,
  seed: z.int().min(0),
  attempts: z.array(plannedAttempt),
  problems: z.array(planProblem),
  totals: planTotals,
  /** Nothing stands against the whole, and at least one attempt can run. */
  valid: z.boolean(),
});
export type Plan = z.infer<typeof plan>;
