import {
  deleteJobRows,
  type JobFolder,
  listOldFolders,
  listVanishedJobs,
  noteFolderRemoved,
} from '@/lib/db/jobs/job-folders';
import { givenUp } from '@/lib/domain/plan/observation';
import type { Target } from '@/lib/domain/plan/target';
import { attemptName } from '@/lib/launch/bundle/bundle';
import type { Executor } from '@/lib/launch/executors/executor';
import { isTransportError } from '@/lib/launch/transports/transport';
import type { ServiceContext } from '../../context';
import { removeLogs } from '../kept-logs';

/** How long a folder stays on its target after its job has ended, in days. */
const keptDays = 14;
/** Of one look: the next one comes soon. */
const atOnce = 10;

/**
 * Removes from a target what nobody needs there any more: the folders of deleted jobs, and of jobs that ended two weeks
 * ago, whose results and logs are here. What could not be stored here stays, until its job is deleted. Then forgets the
 * deleted jobs that have left nothing. Not while anything is measured there. Done twice is done once.
 */
export async function tidyTarget(
  { db, dataDir }: ServiceContext,
  targetId: string,
  executor: (target: Target) => Executor,
  now = new Date(),
): Promise<void> {
  const endedBefore = new Date(now.getTime() - keptDays * 24 * 60 * 60 * 1000);
  for (const folder of await listOldFolders(db, targetId, { endedBefore, limit: 200 }).then(needless)) {
    const name = attemptName({ ...folder, attemptKey: folder.key });
    if (await isRemoved(executor(folder.target), name)) await noteFolderRemoved(db, idOf(folder));
  }
  for (const id of await listVanishedJobs(db, targetId)) {
    await removeLogs(dataDir, id);
    await deleteJobRows(db, id);
  }
}

const needless = (folders: JobFolder[]) =>
  folders
    .filter(
      ({ isDeleted, state }) => isDeleted || !('reason' in state && givenUp.some((reason) => reason === state.reason)),
    )
    .slice(0, atOnce);

const idOf = ({ jobId, key, tryNumber }: JobFolder) => ({ jobId, key, tryNumber });

/** false: it cannot be removed now, and is tried again. */
async function isRemoved(runner: Executor, name: string): Promise<boolean> {
  try {
    return (await runner.cleanup({ name }, { remove: true })).left === 0;
  } catch (error) {
    if (isTransportError(error) || (error instanceof Error && error.name === 'RangeError')) return false;
    throw error;
  }
}
