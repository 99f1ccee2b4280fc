import type { AttemptRow } from '@/lib/db/jobs/job-row';
import type { TrackedAttempt } from '@/lib/domain/plan/job-progress';

/** Attempts as the domain counts them. */
export const trackedAttempts = (attempts: readonly AttemptRow[]): TrackedAttempt[] =>
  attempts.map(({ planned, tryNumber, state, startedAt, finishedAt, loads }) => ({
    planned,
    tryNumber,
    state,
    startedAt: startedAt?.getTime() ?? null,
    finishedAt: finishedAt?.getTime() ?? null,
    loads,
  }));
