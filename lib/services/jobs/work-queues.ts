import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLeaseLost } from '@/lib/db/jobs/change-job';
import { dropLeases, findTarget, listTargets, noteTargetFacts, takeLease } from '@/lib/db/jobs/targets';
import type { Target } from '@/lib/domain/plan/target';
import type { ServiceContext } from '../context';
import { probeTarget } from '../targets/probe-target';
import { executorFor } from '../targets/target-executor';
import type { AttemptMemo } from './reconcile/attempt-context';
import { reconcileTarget } from './reconcile/reconcile-target';
import { tidyTarget } from './reconcile/tidy-target';

export interface WorkOptions {
  /** There is no other worker of this database, so whoever holds a lease is dead. */
  alone: boolean;
  signal: AbortSignal;
  /** Hears what went wrong, sentence by sentence. */
  tell: (sentence: string) => void;
  pace?: typeof usual;
}

const usual = {
  /** Between two looks at a target that has work, and at one that has none. */
  busyMs: 700,
  idleMs: 1000,
  /** Renewed three times before it ends. */
  leaseS: 15,
  /** What a target says of itself is asked again after this, while nothing runs there. */
  factsMs: 60 * 60_000,
};

/**
 * Works the queues of all targets until told to stop: holds their leases, and moves their jobs on step by step. May be
 * killed at any moment, and several may run: each step is written whole, by whoever holds the lease.
 */
export async function workQueues(context: ServiceContext, options: WorkOptions): Promise<void> {
  const owner = randomBytes(9).toString('base64url');
  const targets = await listTargets(context.db);
  await Promise.all(targets.map(({ settings }) => workTarget(context, settings.id, owner, options)));
  // Given back at once, so that the next worker need not wait for it to run out.
  await dropLeases(context.db, owner).catch(() => undefined);
}

async function workTarget(context: ServiceContext, id: string, owner: string, options: WorkOptions): Promise<void> {
  const { signal, tell, pace = usual } = options;
  const memos = new Map<string, AttemptMemo>();
  let version: number | null = null;
  let failures = 0;
  const renew = setInterval(
    () => {
      if (version !== null) void hold(context, id, owner, options).catch(() => undefined);
    },
    (pace.leaseS * 1000) / 3,
  );
  try {
    while (!signal.aborted) {
      let waitMs = pace.idleMs;
      try {
        version = await hold(context, id, owner, options, version === null);
        if (version !== null) {
          await refreshFacts(context, id, Infinity);
          const fence = { targetId: id, owner, version };
          const executor = ({ target }: { target: Target }) => executorFor(target);
          const isBusy = await reconcileTarget({ ...context, fence, executor, memos });
          if (isBusy) waitMs = pace.busyMs;
          else {
            await refreshFacts(context, id, pace.factsMs);
            await tidyTarget(context, id, executorFor);
          }
        }
        failures = 0;
      } catch (error) {
        // A lease lost or a database away are met by the next look; anything else is told, and tried again later.
        failures += 1;
        waitMs = Math.min(pace.idleMs * 2 ** failures, 30_000);
        if (!isLeaseLost(error)) tell(`Jobs on ${id}: ${error instanceof Error ? error.message : String(error)}`);
        version = null;
      }
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    clearInterval(renew);
  }
}

/** Takes the lease by force only when starting alone: later, somebody else's is somebody else's. */
function hold(
  { db }: ServiceContext,
  id: string,
  owner: string,
  { alone, pace = usual }: WorkOptions,
  first = false,
): Promise<number | null> {
  return takeLease(db, id, owner, { seconds: pace.leaseS, alone: alone && first });
}

/** Asks a target what it is where that is not known, or older than `afterMs`. */
async function refreshFacts({ db }: ServiceContext, id: string, afterMs: number): Promise<void> {
  const row = await findTarget(db, id);
  if (row === null || (row.facts !== null && Date.now() - Date.parse(row.facts.at) < afterMs)) return;
  await noteTargetFacts(db, id, await probeTarget(row.settings, executorFor(row.settings)));
}
