import { describe, expect, it } from 'vitest';
import { changeJob } from '@/lib/db/jobs/change-job';
import { deleteJobRows } from '@/lib/db/jobs/job-folders';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { cancelJob } from '@/lib/services/jobs/cancel-job';
import { createJob } from '@/lib/services/jobs/create-job';
import { aJob } from '@/lib/services/jobs/testing/a-job';
import { putBuiltinTargets } from '@/lib/services/targets/put-builtin-targets';
import { useTestStore } from '@/lib/services/testing/test-store';
import { eventStream } from './event-stream';

const { context, importFiles } = useTestStore();
const quick = { shortestMs: 5, longestMs: 10, keepAliveMs: 20, lifetimeMs: 60_000 };

async function listen(pace: Partial<typeof quick> = {}, lastEventId?: string) {
  const leaving = new AbortController();
  const headers = new Headers(lastEventId === undefined ? {} : { 'last-event-id': lastEventId });
  const request = new Request('http://127.0.0.1/api/v1/events', { headers, signal: leaving.signal });
  const response = await eventStream(context(), request, { ...quick, ...pace });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => (await reader.read()).value ?? null;
  return { leave: () => leaving.abort(), next, response };
}

const framesIn = (text: string) =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as Record<string, unknown>);

async function queueJob(): Promise<string> {
  await putBuiltinTargets(context());
  const { id } = await createJob(context(), aJob(), null);
  return id;
}

describe('eventStream', () => {
  it('tells the revision at once, then each new one', async () => {
    const { leave, next } = await listen({ keepAliveMs: 60_000 });
    expect(await next()).toBe('retry: 3000\nid: 0-0\ndata: {"type":"revision","revision":0}\n\n');
    await importFiles({ 'a.json': aServeResult() });
    expect(await next()).toBe('id: 1-0\ndata: {"type":"revision","revision":1}\n\n');
    leave();
  });

  it('tells of jobs that have not ended, then of each change; who comes back hears what changed meanwhile', async () => {
    const id = await queueJob();
    const { leave, next } = await listen({ keepAliveMs: 60_000 });
    const first = (await next())!;
    expect(framesIn(first)).toMatchObject([{ type: 'revision' }, { type: 'job', job: { id, desired: 'run' } }]);
    leave();
    await cancelJob(context(), id);
    const again = await listen(
      { keepAliveMs: 60_000 },
      /id: (\S+)\n[^]*$/.exec(first.slice(first.lastIndexOf('id: ')))![1],
    );
    expect(framesIn((await again.next())!)).toMatchObject([{ type: 'job', job: { id, desired: 'cancel' } }]);
    again.leave();
  });

  it('tells once that a job is gone, also where nothing is left of it', async () => {
    const id = await queueJob();
    const { leave, next } = await listen();
    await next();
    await changeJob(context().db, id, null, () => Promise.resolve({ deletedAt: new Date() }));
    await deleteJobRows(context().db, id);
    let told = '';
    do told = (await next())!;
    while (told === ': still here\n\n');
    expect(framesIn(told)).toEqual([{ type: 'jobs' }]);
    expect(await next()).toBe(': still here\n\n');
    leave();
  });

  it('tells a listener from another database how things stand, once, and hears of the end of what it told', async () => {
    const id = await queueJob();
    const { leave, next } = await listen({ keepAliveMs: 60_000 }, '7-999999999999999');
    expect(framesIn((await next())!)).toMatchObject([{ type: 'revision' }, { type: 'job', job: { id } }]);
    await cancelJob(context(), id);
    expect(framesIn((await next())!)).toMatchObject([{ type: 'job', job: { id, desired: 'cancel' } }]);
    leave();
  });

  it('keeps a quiet line open with comments', async () => {
    const { leave, next } = await listen();
    await next();
    expect(await next()).toBe(': still here\n\n');
    leave();
  });

  it('ends when the listener leaves', async () => {
    const { leave, next } = await listen({ keepAliveMs: 60_000 });
    await next();
    leave();
    expect(await next()).toBeNull();
  });

  it('ends after its lifetime, so that the listener is asked anew who it is', async () => {
    const { next } = await listen({ lifetimeMs: 30, keepAliveMs: 60_000 });
    await next();
    expect(await next()).toBeNull();
  });

  it('is kept by nobody on the way', async () => {
    const { leave, response } = await listen();
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform');
    leave();
  });
});
