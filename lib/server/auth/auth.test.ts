import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findCaller } from './authorise';
import { createOneTimeLink, readOneTimeCode } from './one-time-link';
import { readSecrets, type Secrets } from './secrets';
import { clearSessionCookie, createSessionCookie, isSession } from './session';

const folder = { dataDir: '' };
beforeEach(async () => {
  folder.dataDir = await mkdtemp(join(tmpdir(), 'kneepoint-auth-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder.dataDir, { recursive: true, force: true });
});

const own = () => readSecrets({ ...folder, token: null });
const other = () => readSecrets({ dataDir: join(folder.dataDir, 'other'), token: null });
const cookieOf = async (secrets: Secrets) =>
  (await createSessionCookie(secrets, { secure: false })).split(';')[0] ?? '';
const valueOf = async (secrets: Secrets) => (await cookieOf(secrets)).split('=')[1] ?? '';
const codeOf = async (secrets: Secrets) =>
  new URL(await createOneTimeLink(secrets, 'http://localhost:3000')).searchParams.get('code') ?? '';

describe('readSecrets', () => {
  it('makes them once, readable by their owner alone, whoever asks first', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, own));
    expect(new Set(all.map(({ token }) => token)).size).toBe(1);
    expect(new Set(all.map(({ instance }) => instance)).size).toBe(1);
    const files = await readdir(folder.dataDir);
    expect(files.sort()).toEqual(['session-key', 'token']);
    for (const file of files) expect((await stat(join(folder.dataDir, file))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(folder.dataDir, 'token'), 'utf8')).trim()).toBe(all[0]?.token);
  });

  it('takes a given token and writes nothing', async () => {
    const secrets = await readSecrets({ ...folder, token: 'given-token-0123456789' });
    expect(secrets.token).toBe('given-token-0123456789');
    expect(await readdir(folder.dataDir)).toEqual([]);
    expect(await readSecrets({ dataDir: '/elsewhere', token: 'given-token-0123456789' })).toEqual(secrets);
  });
});

describe('findCaller', () => {
  const withHeaders = async (headers: Record<string, string>) => findCaller(await own(), new Headers(headers));

  it('knows a program by the token and a browser by its session', async () => {
    const secrets = await own();
    expect(await withHeaders({ authorization: `Bearer ${secrets.token}` })).toBe('program');
    expect(await withHeaders({ cookie: `theme=dark; ${await cookieOf(secrets)}; x=y` })).toBe('browser');
  });

  it('knows nobody without either', async () => expect(await withHeaders({ cookie: 'theme=dark' })).toBeNull());

  it.each(['Bearer wrong', 'Bearer', 'Basic dXNlcjpwYXNz', ''])(
    'refuses %j even beside a good cookie',
    async (authorization) => {
      expect(await withHeaders({ authorization, cookie: await cookieOf(await own()) })).toBeNull();
    },
  );

  it("refuses another instance's session, under its own name and under ours", async () => {
    const [mine, foreign] = [await own(), await other()];
    expect(await withHeaders({ cookie: await cookieOf(foreign) })).toBeNull();
    expect(await withHeaders({ cookie: `kneepoint-${mine.instance}=${await valueOf(foreign)}` })).toBeNull();
  });
});

describe('isSession', () => {
  it('refuses one that was changed, one that ran out, and a one-time code in its place', async () => {
    const secrets = await own();
    const session = await valueOf(secrets);
    const [head, payload, signature] = session.split('.');
    const forged = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), exp: 9e9 }),
    );
    expect(await isSession(secrets, session)).toBe(true);
    expect(await isSession(secrets, `${head}.${forged.toString('base64url')}.${signature}`)).toBe(false);
    expect(await isSession(secrets, await codeOf(secrets))).toBe(false);
    vi.useFakeTimers({ now: Date.now() + 31 * 24 * 60 * 60 * 1000 });
    expect(await isSession(secrets, session)).toBe(false);
  });

  it('is kept from scripts and other sites, and taken away on sign-out', async () => {
    const secrets = await own();
    expect(await createSessionCookie(secrets, { secure: true })).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
    expect(clearSessionCookie(secrets)).toContain('Max-Age=0');
  });
});

describe('readOneTimeCode', () => {
  it('reads the id of a code of ours', async () => {
    const secrets = await own();
    const [first, second] = [
      await readOneTimeCode(secrets, await codeOf(secrets)),
      await readOneTimeCode(secrets, await codeOf(secrets)),
    ];
    expect(first).toEqual({ id: expect.any(String) as string });
    expect(first).not.toEqual(second);
  });

  it('says why another does not open', async () => {
    const secrets = await own();
    const code = await codeOf(secrets);
    expect(await readOneTimeCode(secrets, 'nonsense')).toEqual({ refusal: 'invalid' });
    expect(await readOneTimeCode(await other(), code)).toEqual({ refusal: 'invalid' });
    expect(await readOneTimeCode(secrets, await valueOf(secrets))).toEqual({ refusal: 'invalid' });
    vi.useFakeTimers({ now: Date.now() + 13 * 60 * 60 * 1000 });
    expect(await readOneTimeCode(secrets, code)).toEqual({ refusal: 'expired' });
  });
});
