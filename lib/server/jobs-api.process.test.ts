import { describe, expect, it } from 'vitest';
import { createdJob, dryRunResponse, jobDetail, logPage } from '@/lib/api/job-contracts';
import { until } from './launcher/testing/processes';
import { useKneepoint } from './testing/use-kneepoint';

const { at, bearer } = useKneepoint();

describe('launching', () => {
  const request = {
    target: 'local-simulator',
    deployment: { source: 'started', model: 'facebook/opt-125m', grid: { tp: [1, 5] } },
    workloads: [{ kind: 'random', isl: 16, osl: 4 }],
    loads: { mode: 'list', knob: 'concurrency', values: [1, 2] },
  };
  const send = (path: string, headers = {}) =>
    fetch(at(path), {
      method: 'POST',
      headers: { ...bearer(), 'content-type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });

  it('previews a job, makes it once, measures it, and deletes it', async () => {
    const preview = dryRunResponse.parse(await (await send('/api/v1/jobs?dryRun=true')).json());
    expect(preview.totals).toMatchObject({ attempts: 1, runs: 2, peakGpus: 1 });
    expect(preview.attempts[1]!.problems[0]!.message).toBe(
      'TP5 does not divide the 12 attention heads of facebook/opt-125m.',
    );
    const made = await send('/api/v1/jobs', { 'idempotency-key': 'once' });
    expect(made.status).toBe(202);
    const { id, href } = createdJob.parse(await made.json());
    expect(made.headers.get('location')).toBe(href);
    expect(createdJob.parse(await (await send('/api/v1/jobs', { 'idempotency-key': 'once' })).json()).id).toBe(id);
    const remove = async () => (await fetch(at(href), { method: 'DELETE', headers: bearer() })).status;
    expect(await remove()).toBe(409);
    const read = async () => jobDetail.parse(await (await fetch(at(href), { headers: bearer() })).json());
    await until('the job has ended', async () => (await read()).finishedAt !== null, 150_000);
    expect((await read()).sentence).toBe('Done: 2 of 2 loads measured.');
    const log: unknown = await (await fetch(at(`${href}/log?limit=100000`), { headers: bearer() })).json();
    expect(logPage.parse(log)).toMatchObject({ attempt: 'tp1-pp1-dp1', ended: true });
    expect((await fetch(at(`${href}/retry`), { method: 'POST', headers: bearer() })).status).toBe(422);
    expect((await fetch(at(href), { method: 'DELETE' })).status).toBe(401);
    expect(await remove()).toBe(200);
    expect((await fetch(at(href), { headers: bearer() })).status).toBe(404);
  }, 180_000);
});
