import { describe, expect, it } from 'vitest';
import { aServeResult } from '@/lib/services/testing/serve-result';
import { useTestStore } from '@/lib/services/testing/test-store';
import { revisionEvents } from './revision-events';

const { context, importFiles } = useTestStore();
const quick = { shortestMs: 5, longestMs: 10, keepAliveMs: 20, lifetimeMs: 60_000 };

async function listen(pace: Partial<typeof quick> = {}) {
  const leaving = new AbortController();
  const response = await revisionEvents(context(), leaving.signal, { ...quick, ...pace });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => (await reader.read()).value ?? null;
  return { leave: () => leaving.abort(), next, response };
}

describe('revisionEvents', () => {
  it('tells the revision at once, then each new one', async () => {
    const { leave, next } = await listen({ keepAliveMs: 60_000 });
    expect(await next()).toBe('retry: 3000\nid: 0\ndata: {"type":"revision","revision":0}\n\n');
    await importFiles({ 'a.json': aServeResult() });
    expect(await next()).toBe('id: 1\ndata: {"type":"revision","revision":1}\n\n');
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
