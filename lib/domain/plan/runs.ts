import { ladder } from './adaptive-settings';
import type { Cell } from './cells';
import { estimateRun, type Pace } from './estimate';
import { type JobRequest, longestDeadlineS } from './job-request';
import type { PlannedRun } from './plan';
import { type PlannedWorkload, resolveWorkload } from './workloads';

type Knob = 'concurrency' | 'request-rate' | 'prompts';

/** Seeds stay below this: numpy takes no larger ones. */
const seedRange = 2 ** 31;
export const seedAt = (first: number, offset: number): number => (first + offset) % seedRange;

/** The values of the load's knob for one cell, ascending; a rate keeps its fraction, everything else is rounded. */
function loadValues({ loads }: JobRequest, cell: Cell): { knob: Knob; values: number[] } {
  const knob = loads.mode === 'list' ? loads.knob : 'concurrency';
  const asked = loads.mode === 'list' ? loads.values : ladder(loads);
  const factor = loads.per === 'gpu' ? cell.gpus : loads.per === 'dp-rank' ? (cell.topology?.dp ?? null) : 1;
  const scaled = asked.map((value) => value * (factor ?? 1));
  const whole = knob === 'request-rate' ? scaled : scaled.map((value) => Math.max(1, Math.round(value)));
  return { knob, values: [...new Set(whole)].sort((a, b) => a - b) };
}

/** How many runs each cell has, at most. */
export function countRunsPerCell({ workloads, loads, repeats }: JobRequest): number {
  const count = loads.mode === 'list' ? new Set(loads.values).size : ladder(loads).length;
  return workloads.length * count * repeats;
}

function loadOf(knob: Knob, value: number, { prompts }: JobRequest): PlannedRun['load'] {
  switch (knob) {
    case 'concurrency':
      return {
        maxConcurrency: value,
        requestRate: 'inf',
        numPrompts: Math.max(Math.ceil(prompts.perConcurrency * value), prompts.floor),
      };
    case 'request-rate':
      return {
        maxConcurrency: null,
        requestRate: value,
        numPrompts: Math.max(Math.ceil(prompts.seconds * value), prompts.floor),
      };
    case 'prompts':
      return { maxConcurrency: null, requestRate: 'inf', numPrompts: value };
  }
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'workload';

/** Keys of workloads, told apart by their place where two have the same name. */
function workloadKeys(workloads: PlannedWorkload[]): string[] {
  const slugs = workloads.map(({ name }) => slug(name));
  return slugs.map((key, i) => (slugs.indexOf(key) === i ? key : `${key}-${i + 1}`));
}

function loadKey(knob: Knob, value: number): string {
  return { concurrency: `c${value}`, 'request-rate': `q${value}`, prompts: `n${value}` }[knob];
}

const defaultDeadlineS = (estimateS: number) => Math.min(longestDeadlineS, Math.max(600, Math.ceil(estimateS * 20)));

/**
 * The runs of one cell in order: workload by workload, and the whole ladder of loads once per repeat, so that a first
 * curve is there early and drift shows as spread. `firstSeed` is the first of as many seeds as there are runs.
 */
export function runsOf(request: JobRequest, cell: Cell, firstSeed: number, pace: Pace): PlannedRun[] {
  const workloads = request.workloads.map(resolveWorkload);
  const keys = workloadKeys(workloads);
  const { knob, values } = loadValues(request, cell);
  const repeats = Array.from({ length: request.repeats }, (_, i) => i + 1);
  const runs = workloads.flatMap((workload, w) =>
    repeats.flatMap((repeat) =>
      values.map((value) => {
        const load = loadOf(knob, value, request);
        const warmups = warmupsOf(request, load);
        const key = `${cell.key}/${keys[w]!}/${loadKey(knob, value)}/r${repeat}`;
        return { key, workload, load, warmups, repeat };
      }),
    ),
  );
  return runs.map((run, i) => {
    const estimateS = estimateRun(run, { gpus: cell.gpus ?? 1, dp: cell.topology?.dp ?? 1 }, pace);
    const deadlineS = request.deadlines.loadS ?? defaultDeadlineS(estimateS);
    return { name: String(i + 1).padStart(4, '0'), ...run, seed: seedAt(firstSeed, i), estimateS, deadlineS };
  });
}

/** Offline runs have no server to warm up. */
function warmupsOf({ kind, warmups }: JobRequest, { maxConcurrency }: PlannedRun['load']): number {
  if (kind === 'throughput') return 0;
  return warmups === 'concurrency' ? (maxConcurrency ?? 1) : warmups;
}
