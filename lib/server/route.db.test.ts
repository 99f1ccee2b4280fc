import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createDatabase } from '@/lib/db/client';
import { useTestDatabase } from '@/lib/db/testing/test-database';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import { AppError } from '@/lib/services/errors';
import { route } from './route';

useTestDatabase();
const folder = { dataDir: '' };
const token = 'a-token-for-this-test';
beforeEach(async () => {
  folder.dataDir = await mkdtemp(join(tmpdir(), 'kneepoint-route-'));
  vi.stubEnv('KNEEPOINT_DATA_DIR', folder.dataDir);
  vi.stubEnv('KNEEPOINT_TOKEN', token);
});
afterEach(() => rm(folder.dataDir, { recursive: true, force: true }));

type Handler = ReturnType<typeof route>;
async function call(handler: Handler, init: RequestInit & { query?: string; params?: Record<string, string> } = {}) {
  const headers = { host: 'localhost', authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) };
  const request = new Request(`http://localhost/x${init.query ?? ''}`, { ...init, headers });
  const response = await handler(request, { params: Promise.resolve(init.params ?? {}) });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}
const json = (body: unknown, type = 'application/json') => ({
  method: 'POST',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'content-type': type },
});

describe('route', () => {
  const adding = route({
    access: 'signed-in',
    params: z.object({ id: z.string().max(3) }),
    query: z.strictObject({ by: z.coerce.number().int() }),
    body: z.strictObject({ start: z.number() }),
    response: z.strictObject({ id: z.string(), sum: z.number() }),
    handle: ({ params, query, body }) => Promise.resolve({ id: params.id, sum: query.by + body.start }),
  });

  it('hands the handler what it parsed and sends what it answers, kept by nobody', async () => {
    const { status, body, headers } = await call(adding, {
      ...json({ start: 2 }),
      query: '?by=3',
      params: { id: 'a' },
    });
    expect([status, body]).toEqual([200, { id: 'a', sum: 5 }]);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['an address', { ...json({ start: 2 }), query: '?by=3', params: { id: 'too long' } }, 400, /^Address: id: /],
    ['a query', { ...json({ start: 2 }), query: '?by=x', params: { id: 'a' } }, 400, /^Query: by: /],
    ['an unknown query', { ...json({ start: 2 }), query: '?by=1&to=2', params: { id: 'a' } }, 400, /^Query: .*to/],
    ['an address with a NUL', { ...json({ start: 2 }), query: '?by=3', params: { id: '\0' } }, 400, /^Address: .*NUL/],
    ['a body', { ...json({ start: '2' }), query: '?by=3', params: { id: 'a' } }, 400, /^Body: start: /],
    ['a body that is no JSON', { ...json('{'), query: '?by=3', params: { id: 'a' } }, 400, /no JSON/],
    [
      'a body of another type',
      { ...json('{}', 'text/plain'), query: '?by=3', params: { id: 'a' } },
      415,
      /application\/json/,
    ],
    ['a body beyond 1 MB', { ...json(`"${'x'.repeat(1_100_000)}"`), query: '?by=3', params: { id: 'a' } }, 413, /1 MB/],
  ])('refuses %s that is not as declared, in a sentence', async (_what, init, status, message) => {
    const answer = await call(adding, init);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.stringMatching(message) as string } } });
  });

  it('tells a refusal as it is, with its problems', async () => {
    const problems = [{ file: 'a', path: null, expected: 'b', found: 'c', message: 'd' }];
    const refusing = route({
      access: 'signed-in',
      handle: () => Promise.reject(new AppError('unprocessable', 'A sentence.', problems)),
    });
    const error = { code: 'unprocessable', message: 'A sentence.', problems };
    expect(await call(refusing)).toMatchObject({ status: 422, body: { error } });
  });

  it('logs a fault of ours in full and tells nobody what it was', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const fault = new Error('a secret of the database');
    const { status, body } = await call(route({ access: 'signed-in', handle: () => Promise.reject(fault) }));
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(log).toHaveBeenCalledWith(fault);
  });

  it('holds answers against their contract while testing', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const response = z.strictObject({ n: z.number().max(1) });
    const { status } = await call(route({ access: 'signed-in', response, handle: () => Promise.resolve({ n: 2 }) }));
    expect([status, log.mock.calls.length]).toEqual([500, 1]);
  });

  it('answers 204 where there is nothing to say', async () => {
    const { status, body } = await call(route({ access: 'signed-in', handle: () => Promise.resolve(undefined) }));
    expect([status, body]).toEqual([204, null]);
  });

  it('says that the database is away rather than that something is wrong', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const nowhere = createDatabase('postgresql://postgres@127.0.0.1:1/postgres');
    const askings = [
      () => nowhere.$queryRaw`SELECT 1`,
      () => inWriteTransaction(nowhere, () => Promise.reject(new Error())),
    ];
    for (const ask of askings) {
      const asking = route({ access: 'signed-in', handle: () => ask().then(() => undefined) });
      expect(await call(asking)).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } });
    }
  });
});
