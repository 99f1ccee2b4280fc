import { describe, expect, it } from 'vitest';
import { useTestStore } from '../testing/test-store';
import { putBuiltinTargets } from '../targets/put-builtin-targets';
import { listTargets } from '../targets/list-targets';
import { cancelJob } from './cancel-job';
import { cloneJob } from './clone-job';
import { createJob } from './create-job';
import { getJob } from './get-job';
import { getJobScript } from './get-job-script';
import { listJobs } from './list-jobs';
import { previewJob } from './preview-job';
import { aJob } from './testing/a-job';

const { context } = useTestStore();
const withTargets = async () => {
  await putBuiltinTargets(context());
  return context();
};

describe('createJob', () => {
  it('makes one job of ten requests with one key, at once', async () => {
    const within = await withTargets();
    const made = await Promise.all(Array.from({ length: 10 }, () => createJob(within, aJob(), 'key')));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect((await listJobs(within, { limit: 10, open: true })).jobs).toHaveLength(1);
  });

  it('refuses a key that was used for another job', async () => {
    const within = await withTargets();
    await createJob(within, aJob(), 'key');
    await expect(createJob(within, aJob({ name: 'another' }), 'key')).rejects.toThrow('used for another job');
  });

  it('refuses in words what cannot run, and stores nothing', async () => {
    const within = await withTargets();
    const deployment = { source: 'started' as const, model: 'facebook/opt-125m', grid: { tp: [5, 16] } };
    await expect(createJob(within, aJob({ deployment }), null)).rejects.toThrow('None of the deployments');
    await expect(createJob(within, aJob({ target: 'nowhere' }), null)).rejects.toThrow('There is no target "nowhere".');
    expect((await listJobs(within, { limit: 10, open: false })).jobs).toEqual([]);
  });

  it('refuses 10,000 cells before it works any of them out', async () => {
    const within = await withTargets();
    const many = Array.from({ length: 22 }, (_, i) => i + 1);
    const grid = { tp: many, pp: many, dp: many };
    const deployment = { source: 'started' as const, model: 'facebook/opt-125m', grid };
    const preview = await previewJob(within, aJob({ deployment }));
    expect(preview).toMatchObject({ valid: false, attempts: [], script: null });
    expect(preview.problems[0]!.message).toMatch(/^The grid has 10,648 deployments/);
  });
});

describe('previewJob', () => {
  it('shows the script that the job then has, given its seed', async () => {
    const within = await withTargets();
    const preview = await previewJob(within, aJob());
    const { id } = await createJob(within, aJob({ seed: preview.seed }), null);
    const chunks = [];
    for await (const chunk of (await getJobScript(within, id)).pieces) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString().replaceAll(id, 'preview')).toBe(preview.script!.text);
  });

  it('hands flags with quotes, line ends and substitutions to no shell', async () => {
    const within = await withTargets();
    const flags = [
      { name: 'max-model-len', value: '8k"; touch /tmp/x; "' },
      { name: 'dtype', value: '$(reboot)' },
      { name: 'runner', value: 'a\nb' },
    ];
    const deployment = { source: 'started' as const, model: 'facebook/opt-125m', flags };
    const preview = await previewJob(within, aJob({ deployment }));
    expect(preview.problems.map(({ code }) => code)).toEqual(['flag', 'flag', 'flag']);
    expect(preview.script).toBeNull();
  });
});

describe('cancelJob, cloneJob, getJob', () => {
  it('asks for the end of a job once, and leaves its request to start another from', async () => {
    const within = await withTargets();
    const { id } = await createJob(within, aJob({ seed: 7 }), null);
    const first = await cancelJob(within, id);
    expect(first.sentence).toMatch(/^Being cancelled/);
    expect((await cancelJob(within, id)).change).toBe(first.change);
    const clone = await cloneJob(within, { job: id });
    expect(clone).toMatchObject({ job: id, request: { name: 'a sweep', seed: null } });
    expect((await getJob(within, id)).seed).toBe(7);
    await expect(getJob(within, 'nobody')).rejects.toThrow('There is no job nobody.');
  });
});

describe('listJobs', () => {
  it('comes in pages, the last made first', async () => {
    const within = await withTargets();
    const ids = [];
    for (const name of ['a', 'b', 'c']) ids.push((await createJob(within, aJob({ name }), null)).id);
    const page = await listJobs(within, { limit: 2, open: false });
    expect(page.jobs.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const rest = await listJobs(within, { limit: 2, cursor: page.next!, open: false });
    expect(rest).toMatchObject({ jobs: [{ id: ids[0] }], next: null });
  });
});

describe('listTargets', () => {
  it('has the simulator and this machine from the start, with the lengths of their queues', async () => {
    const within = await withTargets();
    await createJob(within, aJob(), null);
    expect((await listTargets(within)).targets).toMatchObject([
      { id: 'local-simulator', name: 'Local simulator (no GPU)', simulated: true, gpusPerNode: 8, waiting: 1 },
      { id: 'this-machine', simulated: false, gpusPerNode: null, waiting: 0 },
    ]);
  });
});
