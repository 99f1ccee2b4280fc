import { request as rawRequest } from 'node:http';
import { expect, test } from './kneepoint';

/** A request with headers no browser would let a page choose. */
function ask(address: string, path: string, headers: Record<string, string>): Promise<number> {
  const url = new URL(path, address);
  return new Promise((resolve, reject) => {
    rawRequest(url, { headers, agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end();
  });
}

test('any loopback name and port may call it, as through a tunnel; a foreign host may not', async ({ kneepoint }) => {
  const authorization = `Bearer ${kneepoint.token}`;
  const points = (headers: Record<string, string>) =>
    ask(kneepoint.address, '/api/v1/points', { authorization, ...headers });
  expect(await points({ host: 'localhost:9999' })).toBe(200);
  expect(await points({ host: '127.0.0.1:1' })).toBe(200);
  expect(await points({ host: '[::1]:3000' })).toBe(200);
  expect(await points({ host: 'evil.example' })).toBe(403);
  expect(await points({ host: 'localhost.evil.example' })).toBe(403);
  expect(await points({ host: 'localhost:9999', origin: 'http://localhost:9999' })).toBe(200);
  expect(await points({ host: 'localhost:9999', origin: 'http://localhost:9998' })).toBe(403);
  expect(await points({ host: 'localhost:9999', origin: 'null' })).toBe(403);
});

test('nothing but health answers without a token', async ({ kneepoint }) => {
  for (const path of ['/api/v1/points', '/api/v1/measurements', '/api/v1/aliases', '/api/v1/events', '/explore'])
    expect(await ask(kneepoint.address, path, {}), path).toBe(401);
  expect(await ask(kneepoint.address, '/api/v1/points', { authorization: 'Bearer wrong' })).toBe(401);
  expect(await ask(kneepoint.address, '/api/v1/health', {})).toBe(200);
  expect(await ask(kneepoint.address, '/explore', { host: 'evil.example' })).toBe(403);
});

test('a stranger is told how to sign in, and gets where they wanted with the token', async ({ browser, kneepoint }) => {
  const context = await browser.newContext({ baseURL: kneepoint.address, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto('/explore');
  await page.getByLabel(/token/i).fill('not the token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: /token/i })).toBeVisible();
  await page.getByLabel(/token/i).fill(kneepoint.token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('application')).toBeVisible();
  await context.close();
});

test('a one-time link opens one browser and no second', async ({ browser, kneepoint }) => {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto(kneepoint.link);
  await expect(page.getByLabel(/token/i)).toBeVisible();
  await context.close();
});
