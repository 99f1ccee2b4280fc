import type { JobProgress } from '@/lib/domain/plan/job-record';
import type { JobState } from '@/lib/domain/plan/job-state';
import type { Plan, PlannedAttempt } from '@/lib/domain/plan/plan';
import type { Target } from '@/lib/domain/plan/target';
import type { Database } from '../database';
import type { Transaction } from '../write-transaction';
import { tickJobClock } from './change-job';

export interface JobToStore {
  id: string;
  name: string;
  idempotencyKey: string | null;
  requestSha256: string;
  plan: Plan;
  target: Target;
  state: JobState;
  progress: JobProgress;
  attempts: PlannedAttempt[];
  createdAt: Date;
}

/** Stores a job with its attempts, all queued. false where another job has its idempotency key: nothing is stored then. */
export async function storeJob(db: Database, job: JobToStore): Promise<boolean> {
  const { plan, target, state, attempts, ...rest } = job;
  const { deployment, kind, loads } = plan.request;
  try {
    await db.$transaction(
      async (transaction) => {
        const change = await tickJobClock(transaction);
        const shown = { model: deployment.model, kind, adaptive: loads.mode === 'adaptive' };
        await transaction.job.create({
          data: { ...rest, ...shown, targetId: target.id, plan, target, state, phase: state.phase, change },
        });
        await storeAttempts(
          transaction,
          job.id,
          attempts.map((planned) => ({ planned, tryNumber: 1, state })),
        );
      },
      { maxWait: 60_000, timeout: 60_000 },
    );
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'P2002') return false;
    throw error;
  }
}

export interface AttemptToStore {
  planned: PlannedAttempt;
  tryNumber: number;
  state: JobState;
}

/** Stores attempts of a job with their loads, all pending. */
export async function storeAttempts(
  transaction: Transaction,
  jobId: string,
  attempts: AttemptToStore[],
): Promise<void> {
  await transaction.attempt.createMany({
    data: attempts.map(({ planned, tryNumber, state }) => ({
      jobId,
      key: planned.key,
      tryNumber,
      position: planned.index,
      planned: planned,
      state: state,
    })),
  });
  const loads = attempts.flatMap(({ planned, tryNumber }) =>
    planned.runs.map(({ name, key }) => ({ jobId, attemptKey: planned.key, tryNumber, name, key })),
  );
  await transaction.jobLoad.createMany({ data: loads });
}
