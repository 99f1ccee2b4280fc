import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { until } from '@/lib/launch/testing/until';
import { createJob } from '../create-job';
import { deleteJob } from '../delete-job';
import { listJobs } from '../list-jobs';
import { readJobLog } from '../read-job-log';
import { aJob } from '../testing/a-job';
import { useWorkingStore } from '../testing/working-store';

vi.setConfig({ testTimeout: 180_000 });

const store = useWorkingStore();
const day = 24 * 60 * 60 * 1000;

const folderOf = (id: string) => join(store.workFolder(), `kneepoint-${id}.tp1-pp1-dp1.1`);
const logsOf = (id: string) => join(store.context().dataDir, 'jobs', id);

async function endedJob(): Promise<string> {
  const id = await store.make();
  await store.untilEnded(id);
  return id;
}

describe('tidyTarget', () => {
  it('removes the folder of a job that ended two weeks ago, and keeps its logs and all of a newer one', async () => {
    await store.putTargets();
    const stop = store.startWorker();
    const [old, fresh] = [await endedJob(), await endedJob()];
    await stop();
    await store.db().job.update({ where: { id: old }, data: { finishedAt: new Date(Date.now() - 15 * day) } });
    store.startWorker();
    await until('the old folder is gone', () => !existsSync(folderOf(old)));
    expect(existsSync(folderOf(fresh))).toBe(true);
    const log = await readJobLog(store.context(), old, { stream: 'server', offset: 0, limit: 1000 });
    expect(log.size).toBeGreaterThan(0);
    expect((await store.job(old)).state.phase).toBe('succeeded');
  });

  it('keeps what could not be stored here, however old', async () => {
    await store.putTargets();
    const stop = store.startWorker();
    const [unstored, old] = [await endedJob(), await endedJob()];
    await stop();
    const state = { phase: 'failed', since: new Date(0).toISOString(), done: 0, failed: 2, total: 2 };
    await store.db().attempt.updateMany({
      where: { jobId: unstored },
      data: { state: { ...state, reason: 'data-folder', message: 'No room is left.' } },
    });
    await store.db().job.updateMany({ data: { finishedAt: new Date(Date.now() - 15 * day) } });
    store.startWorker();
    await until('the other old folder is gone', () => !existsSync(folderOf(old)));
    expect(existsSync(folderOf(unstored))).toBe(true);
  });
});

describe('deleteJob', () => {
  it('takes a job away with its folder and logs, and leaves what it measured', async () => {
    await store.putTargets();
    store.startWorker();
    const id = await endedJob();
    expect(existsSync(folderOf(id))).toBe(true);
    await deleteJob(store.context(), id);
    await expect(store.job(id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await listJobs(store.context(), { limit: 10, open: false })).jobs).toEqual([]);
    await until('nothing is left of it', async () => {
      const isGone = !existsSync(folderOf(id)) && !existsSync(logsOf(id));
      return isGone && (await store.db().job.count()) === 0;
    });
    expect(await store.points()).toHaveLength(2);
  });

  it('refuses a job that has not ended', async () => {
    await store.putTargets();
    const id = await store.make();
    await expect(deleteJob(store.context(), id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await store.job(id)).state.phase).toBe('queued');
  });

  it('sets its idempotency key free', async () => {
    await store.putTargets();
    store.startWorker();
    const { id } = await createJob(store.context(), aJob(), 'once');
    await store.untilEnded(id);
    await deleteJob(store.context(), id);
    expect((await createJob(store.context(), aJob(), 'once')).id).not.toBe(id);
  });
});
