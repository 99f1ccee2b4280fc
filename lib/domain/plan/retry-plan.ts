import type { Plan, PlannedAttempt } from './plan';
import { seedAt } from './runs';

/** Far enough from the seeds of the first try, so that a server that still runs has seen none of these prompts. */
const seedStep = 1_000_003;

/**
 * What is left of an attempt after some of its runs have finished: the other runs, in order, with their names, keys
 * and loads, and new seeds. `retry` counts from 1. null where nothing is left.
 */
export function retryAttempt(
  attempt: PlannedAttempt,
  finishedKeys: ReadonlySet<string>,
  retry: number,
): PlannedAttempt | null {
  const left = attempt.runs.filter((run) => !finishedKeys.has(run.key));
  if (left.length === 0) return null;
  const saved = attempt.runs.filter((run) => finishedKeys.has(run.key)).reduce((sum, run) => sum + run.estimateS, 0);
  const runs = left.map((run) => ({ ...run, seed: seedAt(run.seed, retry * seedStep) }));
  return { ...attempt, runs, estimateS: attempt.estimateS - saved };
}

/** The attempts that will run, in order: none of an invalid plan, and never one with a problem. */
export const runnableAttempts = (plan: Plan): PlannedAttempt[] =>
  plan.valid ? plan.attempts.filter((attempt) => attempt.problems.length === 0) : [];
