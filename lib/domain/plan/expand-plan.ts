import { formatCount } from '@/lib/units/format';
import { cellProblems, cellsOf, countCells, type ModelShape } from './cells';
import { coarsePace, type Pace } from './estimate';
import type { JobRequest } from './job-request';
import type { Plan, PlannedAttempt, PlanProblem } from './plan';
import { requestProblems } from './request-problems';
import { countRunsPerCell, runsOf, seedAt } from './runs';
import type { Target } from './target';

/** What one job may hold; prompts are counted per load, since its client holds them all at once. */
export const planLimits = { deployments: 256, runs: 5000, prompts: 1_000_000 } as const;

export interface PlanContext {
  target: Target;
  /** The shape of a model where it is known; null where it is not, and then nothing is checked against it. */
  shapeOf: (model: string) => ModelShape | null;
  /** First seed where the request names none; whoever calls draws it. */
  seed: number;
  pace?: Pace;
}

/**
 * Works a request out for a target: attempts in order, each with its GPUs, its runs and what stands against it; a time
 * estimate per run; totals. Same inputs, same plan. Deployments that cannot run stay in the plan with the reason, and
 * count nowhere. A request over the limits is refused before anything is expanded.
 */
export function expandPlan(request: JobRequest, { target, shapeOf, seed, pace = coarsePace }: PlanContext): Plan {
  const firstSeed = request.seed ?? seed;
  const tooLarge = sizeProblems(request);
  const problems = [...tooLarge, ...requestProblems(request)];
  const attempts = tooLarge.length > 0 ? [] : attemptsOf(request, target, shapeOf, firstSeed, pace);
  const runnable = attempts.filter((attempt) => attempt.problems.length === 0);
  if (tooLarge.length === 0 && runnable.length === 0) {
    problems.push({ code: 'nothing-runs', message: 'None of the deployments asked for can run on this target.' });
  }
  return {
    version: 1,
    request,
    seed: firstSeed,
    attempts,
    problems,
    totals: totalsOf(problems.length > 0 ? [] : runnable),
    valid: problems.length === 0,
  };
}

function sizeProblems(request: JobRequest): PlanProblem[] {
  const cells = countCells(request);
  const runs = cells * countRunsPerCell(request);
  const problems: PlanProblem[] = [];
  if (cells > planLimits.deployments) {
    const message = `The grid has ${formatCount(cells)} deployments; one job takes at most ${formatCount(planLimits.deployments)}.`;
    problems.push({ code: 'too-many-deployments', message });
  }
  if (runs > planLimits.runs) {
    const message = `Deployments x workloads x loads x repeats come to ${formatCount(runs)} runs; one job takes at most ${formatCount(planLimits.runs)}.`;
    problems.push({ code: 'too-many-runs', message });
  }
  return problems;
}

function attemptsOf(
  request: JobRequest,
  target: Target,
  shapeOf: PlanContext['shapeOf'],
  firstSeed: number,
  pace: Pace,
): PlannedAttempt[] {
  const { deployment } = request;
  const shape = deployment.model === null ? null : shapeOf(deployment.model);
  const perCell = countRunsPerCell(request);
  return cellsOf(request).map((cell, index) => {
    const runs = runsOf(request, cell, seedAt(firstSeed, index * perCell), pace);
    const { key, label, topology, gpus } = cell;
    const problems = [...cellProblems(cell, request, target, shape), ...promptProblems(label, runs)];
    return { index, key, label, topology, gpus, runs, problems, estimateS: attemptSeconds(request, runs, pace) };
  });
}

function promptProblems(label: string, runs: PlannedAttempt['runs']): PlanProblem[] {
  const most = Math.max(...runs.map(({ load }) => load.numPrompts));
  if (most <= planLimits.prompts) return [];
  const message = `A load of ${label} sends ${formatCount(most)} prompts; one load takes at most ${formatCount(planLimits.prompts)}.`;
  return [{ code: 'too-many-prompts', message }];
}

/** An offline run starts an engine of its own each time; an endpoint is there already. */
function attemptSeconds(request: JobRequest, runs: PlannedAttempt['runs'], pace: Pace): number {
  const starts = request.deployment.source === 'already-running' ? 0 : request.kind === 'throughput' ? runs.length : 1;
  return starts * pace.serverStartS + runs.reduce((sum, run) => sum + run.estimateS, 0);
}

function totalsOf(attempts: PlannedAttempt[]): Plan['totals'] {
  const gpus = attempts.map((attempt) => attempt.gpus);
  const known = gpus.every((count) => count !== null);
  return {
    attempts: attempts.length,
    runs: attempts.reduce((sum, { runs }) => sum + runs.length, 0),
    estimateS: attempts.reduce((sum, { estimateS }) => sum + estimateS, 0),
    gpuHours: known ? attempts.reduce((sum, attempt) => sum + (attempt.estimateS * attempt.gpus!) / 3600, 0) : null,
    peakGpus: known ? Math.max(0, ...gpus) : null,
  };
}
