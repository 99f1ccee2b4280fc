import type { Gauges, JobReadBack, LoadFigures, LoadPhase, Turn } from '@/lib/domain/plan/job-record';
import type { JobState } from '@/lib/domain/plan/job-state';
import { Prisma } from '../generated/client';
import type { Transaction } from '../write-transaction';

/** Which try at which deployment of which job. */
export interface AttemptId {
  jobId: string;
  key: string;
  tryNumber: number;
}

export interface AttemptChange {
  state?: JobState;
  eventsOffset?: number;
  turns?: Turn[];
  readBack?: JobReadBack;
  gauges?: Gauges | null;
  startedAt?: Date;
  finishedAt?: Date;
}

export interface LoadChange {
  phase?: LoadPhase;
  startedAt?: Date;
  tookS?: number | null;
  message?: string | null;
  measurementId?: string;
  figures?: LoadFigures;
}

/** Writes what changed of an attempt; what is not named stays. */
export async function changeAttempt(
  transaction: Transaction,
  id: AttemptId,
  { gauges, ...change }: AttemptChange,
): Promise<void> {
  await transaction.attempt.update({
    where: { jobId_key_tryNumber: id },
    data: {
      ...change,
      ...(gauges === undefined ? {} : { gauges: gauges ?? Prisma.DbNull }),
    },
  });
}

/** Writes what changed of an attempt's loads, by their names. A load that is done is left as it is. */
export async function changeLoads(
  transaction: Transaction,
  { jobId, key, tryNumber }: AttemptId,
  changes: ReadonlyMap<string, LoadChange>,
): Promise<void> {
  const alike = new Map<string, { change: LoadChange; names: string[] }>();
  for (const [name, change] of changes) {
    const known = alike.get(JSON.stringify(change));
    if (known) known.names.push(name);
    else alike.set(JSON.stringify(change), { change, names: [name] });
  }
  for (const { change, names } of alike.values()) {
    await transaction.jobLoad.updateMany({
      where: { jobId, attemptKey: key, tryNumber, name: { in: names }, phase: { not: 'done' } },
      data: change,
    });
  }
}
