import type { Page } from '@playwright/test';
import { expect, test } from './kneepoint';
import { serveResult } from './tp-sweep-files';

test.use({ instance: 'many-tabs' });

const samples = 165;

async function store(page: Page, concurrency: number): Promise<void> {
  const form = new FormData();
  form.append('files', new File([JSON.stringify(serveResult(2, concurrency))], `llama-8b_tp2_conc${concurrency}.json`));
  const answer = await page.request.post('/api/v1/imports', { multipart: form });
  expect(answer.status(), await answer.text()).toBe(200);
}

test('many tabs hold one event stream and all hear of a change; when its tab closes another takes over', async ({
  context,
  page: first,
}) => {
  let streams = 0;
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/v1/events') streams += 1;
  });
  const others = [await context.newPage(), await context.newPage()];
  const count = (tab: Page, points: number) => tab.getByRole('link', { name: `All ${points} points` });
  for (const tab of [first, ...others]) {
    await tab.goto('/');
    await expect(count(tab, samples)).toBeVisible();
  }

  await store(first, 1);
  for (const tab of [first, ...others]) await expect(count(tab, samples + 1)).toBeVisible();
  expect(streams).toBe(1);

  await first.close();
  await expect.poll(() => streams).toBe(2);
  await store(others[0]!, 8);
  for (const tab of others) await expect(count(tab, samples + 2)).toBeVisible();
  expect(streams).toBe(2);
});
