import { setTimeout as sleep } from 'node:timers/promises';
import { listArtifactFiles } from '@/lib/db/artifacts';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import type { ServiceContext } from '../context';
import { removeArtifacts } from './artifact-files';

/** Waits between tries while the database is away; it is back within seconds, or Kneepoint starts anew and sweeps. */
const waitsMs = [1000, 2000, 4000, 8000, 16_000, 32_000];

/**
 * Removes those of these placed files that no artifact took. Asks where all writers wait for each other: a commit whose
 * answer was lost on the way is through by then, or undone. Never rejects: while the database is away it tries again
 * behind the caller's back, and nothing is removed that might be somebody's.
 */
export async function removeUnlessReferenced(context: ServiceContext, storedAs: string[]): Promise<void> {
  if (storedAs.length === 0) return;
  if (await tryRemoving(context, storedAs)) return;
  void keepTrying(context, storedAs);
}

async function keepTrying(context: ServiceContext, storedAs: string[]): Promise<void> {
  for (const ms of waitsMs) {
    await sleep(ms, undefined, { ref: false });
    if (await tryRemoving(context, storedAs)) return;
  }
}

async function tryRemoving({ db, dataDir }: ServiceContext, storedAs: string[]): Promise<boolean> {
  try {
    const taken = await inWriteTransaction(db, async (transaction) => ({
      changed: false,
      result: await listArtifactFiles(transaction, storedAs),
    }));
    await removeArtifacts(
      dataDir,
      storedAs.filter((name) => !taken.has(name)),
    );
    return true;
  } catch (error) {
    console.error('Files placed for an import cannot be removed yet.', error);
    return false;
  }
}
