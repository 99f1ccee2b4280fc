import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '@/lib/api/openapi';
import { readSecrets } from './auth/secrets';
import { createSessionCookie, sessionCookieName } from './auth/session';
import { ask } from './testing/ask';
import { useKneepoint } from './testing/use-kneepoint';

const { kneepoint, at, bearer } = useKneepoint();
const secrets = () => readSecrets({ dataDir: kneepoint().dataDir, token: null });
const cookie = async () => ({
  cookie: (await createSessionCookie(await secrets(), { secure: false })).split(';')[0] ?? '',
});

/** Every operation of the API: [method, path]. */
const described = Object.entries(createOpenApiDocument('0').paths ?? {}).flatMap(([path, methods]) =>
  Object.keys(methods).map((method): [string, string] => [
    method.toUpperCase(),
    path.replace(/\{\w+\}/, 'f'.repeat(64)),
  ]),
);
const nowhere: [string, string][] = [
  ['GET', '/api/v1/nowhere'],
  ['PATCH', '/api/nowhere'],
];
const operations = [...described, ...nowhere];
const isPublic = ([, path]: [string, string]) => /\/(health|session)$/.test(path);

describe('who may ask', () => {
  it.each(operations)('%s %s refuses a foreign Host, token or not', async (method, path) => {
    for (const host of ['evil.example', '10.0.0.1:3000']) {
      expect((await ask(at(path), { method, headers: { ...bearer(), host } })).status).toBe(403);
    }
  });

  it.each(operations)('%s %s refuses a foreign Origin though the session is good', async (method, path) => {
    const headers = { ...(await cookie()), host: 'localhost:8080' };
    const foreigners: Record<string, string>[] = [
      { origin: 'http://localhost:3000' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const foreign of foreigners) {
      expect((await ask(at(path), { method, headers: { ...headers, ...foreign } })).status).toBe(403);
    }
  });

  it.each(operations.filter((operation) => !isPublic(operation)))(
    '%s %s refuses whoever has neither session nor token, a wrong token, and a foreign session',
    async (method, path) => {
      const foreign = await readSecrets({
        dataDir: join(kneepoint().dataDir, 'foreign'),
        token: 'some-other-token-0123',
      });
      const session = (await createSessionCookie(foreign, { secure: false })).split(';')[0]?.split('=')[1] ?? '';
      const nobodies: Record<string, string>[] = [
        {},
        { authorization: 'Bearer wrong' },
        { cookie: `${sessionCookieName(await secrets())}=${session}` },
      ];
      for (const headers of nobodies) {
        const { status, body } = await ask(at(path), { method, headers });
        expect([status, JSON.parse(body)]).toMatchObject([401, { error: { code: 'unauthorised' } }]);
      }
    },
  );

  it('answers through a forwarded port, to token and session, with and without Origin', async () => {
    for (const host of ['localhost:8080', '127.0.0.1:9999', '[::1]:1234']) {
      const headers = { host, origin: `http://${host}` };
      expect((await ask(at('/api/v1/points'), { headers: { ...headers, ...bearer() } })).status).toBe(200);
      expect((await ask(at('/api/v1/points'), { headers: { ...headers, ...(await cookie()) } })).status).toBe(200);
    }
    expect((await ask(at('/api/v1/points'), { headers: await cookie() })).status).toBe(200);
  });

  it('tells health to everybody, and nothing else', async () => {
    const { status, body, headers } = await ask(at('/api/v1/health'));
    expect([status, JSON.parse(body)]).toEqual([200, { status: 'ok', version: expect.any(String) as string }]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  it.each(nowhere)('%s %s answers in JSON that there is nothing', async (method, path) => {
    const { status, body } = await ask(at(path), { method, headers: bearer() });
    const message = `There is no ${path}; see /api/v1/openapi.json for what there is.`;
    expect([status, JSON.parse(body)]).toEqual([404, { error: { code: 'not-found', message } }]);
  });

  it('sends pages with 401 to strangers and with 403 under a foreign name', async () => {
    for (const path of ['/', '/explore', '/import', '/measurements']) {
      expect((await ask(at(path))).status).toBe(401);
      expect((await ask(at(path), { headers: { ...bearer(), host: 'evil.example' } })).status).toBe(403);
      expect((await ask(at(path), { headers: await cookie() })).status).toBe(200);
    }
  });
});
