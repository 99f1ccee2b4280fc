import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { JobRequestInput } from '@/lib/domain/plan/job-request';
import { isSettled } from '@/lib/domain/plan/job-state';
import { endProcessesWith } from '@/lib/testing/seen-processes';
import { until } from '@/lib/launch/testing/until';
import { putTarget } from '@/lib/db/jobs/targets';
import { useTestStore } from '../../testing/test-store';
import { builtinTargets } from '../../targets/builtin-targets';
import { createJob } from '../create-job';
import { getJob } from '../get-job';
import { workQueues } from '../work-queues';
import { aJob } from './a-job';

export type JobView = Awaited<ReturnType<typeof getJob>>;

/** Jobs take what they take; on a busy machine that is long. */
const patienceMs = 150_000;

/** A store with the simulator for a target, and workers of this process to move jobs on. */
export function useWorkingStore() {
  const store = useTestStore();
  const stops: (() => Promise<void>)[] = [];
  const used = { dataDir: '' };

  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    if (used.dataDir !== '') endProcessesWith(used.dataDir);
  });

  const startWorker = (): (() => Promise<void>) => {
    const stopping = new AbortController();
    const errors: string[] = [];
    const working = workQueues(store.context(), {
      alone: true,
      signal: stopping.signal,
      tell: (sentence) => void errors.push(sentence),
      pace: { busyMs: 50, idleMs: 50, leaseS: 15, factsMs: 3_600_000 },
    });
    const stop = async () => {
      stopping.abort();
      await working;
      if (errors.length > 0) throw new Error(errors.join('\n'));
    };
    stops.push(stop);
    return async () => {
      stops.splice(stops.indexOf(stop), 1);
      await stop();
    };
  };

  return {
    ...store,
    /** Makes the targets known; `simulator` is what its prologue adds, such as failures to order. */
    putTargets: async (simulator = '') => {
      const { dataDir } = store.context();
      Object.assign(used, { dataDir });
      for (const settings of builtinTargets({ root: process.cwd(), dataDir, node: process.execPath })) {
        const added = `export SIM_STARTUP_S=0.1 SIM_NOISE=0 ${simulator}`;
        const prologue = settings.simulated ? [...settings.prologue, added] : settings.prologue;
        await putTarget(store.db(), { ...settings, prologue });
      }
    },
    startWorker,
    make: async (change: Partial<JobRequestInput> = {}) => (await createJob(store.context(), aJob(change), null)).id,
    job: (id: string) => getJob(store.context(), id),
    untilJob: (id: string, what: string, is: (job: JobView) => boolean) =>
      until(
        what,
        async () => {
          const job = await getJob(store.context(), id);
          return is(job) ? job : null;
        },
        patienceMs,
      ),
    untilEnded: (id: string) =>
      until(
        'the job has ended',
        async () => {
          const job = await getJob(store.context(), id);
          return isSettled(job.state) ? job : null;
        },
        patienceMs,
      ),
    workFolder: () => join(used.dataDir, 'work', 'simulator'),
  };
}
