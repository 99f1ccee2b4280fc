import type { CreatedJob } from '@/lib/api/job-contracts';
import { expect, test } from './kneepoint';

test.use({ instance: 'by-keyboard' });

test('whoever asks to cancel a job by keyboard stays at the place, whatever the answer', async ({ page }) => {
  // Long enough that it is still running when it is ended.
  const answer = await page.request.post('/api/v1/jobs', {
    headers: { 'Idempotency-Key': 'by-keyboard' },
    data: {
      target: 'local-simulator',
      deployment: { source: 'started', model: 'facebook/opt-125m' },
      workloads: [{ kind: 'random', isl: 16, osl: 1024 }],
      loads: { mode: 'list', knob: 'concurrency', values: [1] },
      prompts: { perConcurrency: 1000, floor: 100_000 },
    },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  const { id } = (await answer.json()) as CreatedJob;
  await page.goto(`/jobs/${id}`);

  const ask = page.getByRole('button', { name: 'Cancel…' });
  const stay = page.getByRole('button', { name: 'Let it run' });
  await ask.press('Enter');
  await expect(stay).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ask).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(stay).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(ask).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Cancel the job' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: 'Actions' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Cancelled' })).toBeVisible();
});

test('a workload that is removed by keyboard leaves the focus in the form', async ({ page }) => {
  await page.goto('/launch?try=simulator');
  await page.getByRole('button', { name: 'Remove this workload' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Add your own' })).toBeFocused();
});

test.describe('on a narrow screen', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('every place of the navigation can be reached, and none is out of sight', async ({ page }) => {
    await page.goto('/jobs');
    const navigation = page.getByRole('navigation', { name: 'Main' });
    expect(await navigation.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    const more = page.getByRole('button', { name: 'More places' });
    await more.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Measurements' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  });
});
