import { nextState } from '@/lib/domain/plan/next-state';
import type { Observation } from '@/lib/domain/plan/observation';
import type { AttemptContext } from './attempt-context';
import type { Step } from './step';

/** The state after an observation; only when something came of it, it is written. */
export function observed({ attempt }: AttemptContext, step: Step, observation: Observation): void {
  const before = step.attempt.state ?? attempt.state;
  const after = nextState(before, observation, new Date().toISOString());
  if (JSON.stringify(after) !== JSON.stringify(before)) step.attempt.state = after;
}
