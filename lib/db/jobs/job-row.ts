import { z } from 'zod';
import {
  gauges,
  type Gauges,
  jobProgress,
  type JobProgress,
  jobReadBack,
  type JobReadBack,
  type LoadFigures,
  loadFigures,
  loadPhases,
  type LoadPhase,
  type Turn,
  turn,
} from '@/lib/domain/plan/job-record';
import { jobState, type JobState } from '@/lib/domain/plan/job-state';
import { type Plan, plan, type PlannedAttempt, plannedAttempt } from '@/lib/domain/plan/plan';
import { type Target, target } from '@/lib/domain/plan/target';

/** A job without its plan: what lists need. */
export interface JobRow {
  id: string;
  name: string;
  targetId: string;
  targetName: string;
  simulated: boolean;
  model: string | null;
  kind: 'serve' | 'throughput';
  adaptive: boolean;
  progress: JobProgress;
  desired: 'run' | 'cancel';
  cancelledAt: Date | null;
  state: JobState;
  unreachable: boolean;
  createdAt: Date;
  finishedAt: Date | null;
  change: number;
}

export interface LoadRow {
  name: string;
  key: string;
  phase: LoadPhase;
  startedAt: Date | null;
  tookS: number | null;
  message: string | null;
  measurementId: string | null;
  figures: LoadFigures | null;
}

export interface AttemptRow {
  planned: PlannedAttempt;
  tryNumber: number;
  state: JobState;
  eventsOffset: number;
  turns: Turn[];
  readBack: JobReadBack | null;
  gauges: Gauges | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** In the order of the planned runs. */
  loads: LoadRow[];
}

/** A job with everything known of it. */
export interface WholeJob extends JobRow {
  plan: Plan;
  target: Target;
  attempts: AttemptRow[];
}

const date = z.date().nullable();

const jobRow = z.object({
  id: z.string(),
  name: z.string(),
  targetId: z.string(),
  model: z.string().nullable(),
  kind: z.enum(['serve', 'throughput']),
  adaptive: z.boolean(),
  progress: jobProgress,
  desired: z.enum(['run', 'cancel']),
  cancelledAt: date,
  state: jobState,
  unreachable: z.boolean(),
  createdAt: z.date(),
  finishedAt: date,
  change: z.bigint(),
});

const loadRow = z.object({
  name: z.string(),
  key: z.string(),
  phase: z.enum(loadPhases),
  startedAt: date,
  tookS: z.number().nullable(),
  message: z.string().nullable(),
  measurementId: z.string().nullable(),
  figures: loadFigures.nullable(),
});

const attemptRow = z.object({
  planned: plannedAttempt,
  tryNumber: z.int(),
  state: jobState,
  eventsOffset: z.int(),
  turns: z.array(turn),
  readBack: jobReadBack.nullable(),
  gauges: gauges.nullable(),
  startedAt: date,
  finishedAt: date,
  loads: z.array(loadRow),
});

/** Columns of a job as lists read them: all but the plan, and of the target what is shown. */
export const listedColumns = {
  id: true,
  name: true,
  targetId: true,
  model: true,
  kind: true,
  adaptive: true,
  progress: true,
  desired: true,
  cancelledAt: true,
  state: true,
  unreachable: true,
  createdAt: true,
  finishedAt: true,
  change: true,
  targetRow: { select: { settings: true } },
} as const;

const shown = z.object({ settings: z.object({ name: z.string(), simulated: z.boolean() }) });

/** A row of lists, checked. */
export function toJobRow(row: unknown): JobRow {
  const { change, ...rest } = jobRow.parse(row);
  const { settings } = shown.parse((row as { targetRow: unknown }).targetRow);
  return { ...rest, change: Number(change), targetName: settings.name, simulated: settings.simulated };
}

/** A whole job, checked; its attempts in the order they run, tries one after the other. */
export function toWholeJob(row: Record<string, unknown>): WholeJob {
  const attempts = z.array(attemptRow).parse(row.attempts);
  const inOrder = attempts.sort((a, b) => a.tryNumber - b.tryNumber || a.planned.index - b.planned.index);
  return {
    ...toJobRow(row),
    plan: plan.parse(row.plan),
    target: target.parse(row.target),
    attempts: inOrder.map((attempt) => ({
      ...attempt,
      loads: attempt.loads.sort((a, b) => (a.name < b.name ? -1 : 1)),
    })),
  };
}
