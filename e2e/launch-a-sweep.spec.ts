import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { PointsResponse } from '@/lib/api/contracts';
import { expect, test } from './kneepoint';

test.use({ instance: 'launch', viewport: { width: 1440, height: 900 } });
const runMs = 900_000;
/** What is stored of a sweep, valid or not. */
async function pointsOf(page: Page, sweep: string): Promise<PointsResponse['points']> {
  const { points } = (await (await page.request.get('/api/v1/points')).json()) as PointsResponse;
  return points.filter((point) => point.sweep.name === sweep);
}
const curve = (page: Page) => page.getByRole('region', { name: /per GPU|Curve/ });

// One after the other: each goes on with what the one before has measured.
test.describe.serial('a sweep on the simulator', () => {
  test('a visitor without a GPU launches TP 1 to 8 x concurrency 1 to 64 and watches four curves grow', async ({
    page,
  }) => {
    test.setTimeout(runMs + runMs / 2);
    await page.goto('/jobs');
    await page.getByRole('link', { name: 'Try it on the simulator' }).click();
    await expect(page.getByRole('combobox', { name: 'Target' })).toContainText('simulator');
    // Long prompts, few tokens and large steps: at high loads every step is a long prefill, so tokens come as slowly as a
    // client on a busy machine can follow, and what it measures is valid.
    await page.getByLabel('More flags of vllm serve').fill('--max-num-batched-tokens 32768');
    await page.getByLabel('Input tokens').fill('4096');
    await page.getByLabel('Output tokens').fill('4');
    await page.getByLabel('Prompts per concurrency').fill('2');
    await page.getByLabel('At least, prompts').fill('8');
    await page.getByLabel('Warm-ups').fill('1');
    await page.getByLabel('Name of the job and its sweep').fill('Four curves');

    const preview = page.getByRole('complementary', { name: 'Preview' });
    await expect(preview.getByText('Runs, 7 each')).toBeVisible();
    await expect(preview.getByRole('definition').filter({ hasText: /^28$/ })).toBeVisible();
    await expect(preview.getByLabel('Script', { exact: true })).toContainText('--tensor-parallel-size');
    await preview.getByRole('button', { name: 'Start' }).click();

    await expect(page).toHaveURL(/\/jobs\/.+/);
    await expect(page.getByRole('heading', { name: 'Four curves' })).toBeVisible();
    await expect(curve(page).getByRole('application')).toBeVisible({ timeout: runMs / 3 });
    await expect(page.getByRole('log')).toContainText('INFO');

    await page.reload();
    await expect(page.getByRole('heading', { name: 'Four curves' })).toBeVisible();
    await expect(curve(page).getByRole('application')).toBeVisible();

    await expect(page.getByText('Done: 28 of 28 loads measured.')).toBeVisible({ timeout: runMs });

    const points = await pointsOf(page, 'Four curves');
    expect(points).toHaveLength(28);
    // Nothing but a machine too busy for the client makes a point invalid: it is stored, and none of the chart's.
    const doubts = points.flatMap(({ flags }) => flags.filter(({ severity }) => severity === 'invalid'));
    expect([...new Set(doubts.map(({ code }) => code))].filter((code) => code !== 'client-limited')).toEqual([]);
    const valid = points.filter(({ flags }) => flags.every(({ severity }) => severity !== 'invalid'));
    for (const size of [1, 2, 4, 8]) {
      const own = valid.filter(({ deployment }) => deployment.topology?.[0]?.tp === size);
      expect(own.length, `valid points of TP${size}`).toBeGreaterThan(1);
    }

    await curve(page).getByRole('link', { name: 'Open in Explore' }).click();
    const shown = page.getByRole('table', { name: new RegExp(`^${valid.length} points on the chart`) });
    await expect(shown).toBeVisible();
    const lines = page.getByRole('region', { name: 'Lines' });
    for (const size of ['TP1', 'TP2', 'TP4', 'TP8'])
      await expect(lines.getByRole('button', { name: size })).toBeVisible();
    expect(valid.some(({ flags }) => flags.some(({ code }) => code === 'queued'))).toBe(true);
    await expect(page.getByText('Hollow: most of the load waited in the queue')).toBeVisible();
  });

  test('a log of a hundred megabytes is read at both ends and searched through, without being on the page', async ({
    page,
    kneepoint,
  }) => {
    const jobs = join(kneepoint.dataDir, 'jobs');
    const [job] = readdirSync(jobs);
    const attempt = readdirSync(join(jobs, job!)).find((name) => name.startsWith('tp8-'))!;
    const line = (i: number) => `INFO line ${i} `.padEnd(127, '.');
    const lines = 820_000;
    const log = Array.from({ length: lines }, (_, i) => line(i)).join('\n');
    writeFileSync(join(jobs, job!, attempt, 'server.log'), `${log}\n`);

    await page.goto(`/jobs/${job!}`);
    const shown = page.getByRole('log');
    await expect(shown).toContainText(`line ${lines - 1} `);
    await page.getByRole('button', { name: 'To the start' }).click();
    await expect(shown).toContainText('line 0 ');
    await page.getByRole('searchbox', { name: 'Search the log' }).fill('LINE 700000 ');
    await page.keyboard.press('Enter');
    await expect(shown.getByText('line 700000 ')).toBeVisible();
    await shown.hover();
    await page.mouse.wheel(0, -60_000);
    await expect(shown).toContainText('line 69');
    expect(await shown.locator('span').count()).toBeLessThan(200);
  });

  test('a point is measured again, filled in from what it says', async ({ page }) => {
    await page.goto('/explore?sweep=Four+curves&tp=4&invalid=yes');
    await page
      .getByRole('table', { name: /points on the chart/ })
      .locator('tbody tr')
      .first()
      .click();
    await page.getByRole('link', { name: 'Measure this again' }).click();
    await expect(page.getByText('Filled in to measure that point again')).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveValue(/Qwen3-32B/);
  });

  test('a job is launched again with a change, and cancelled', async ({ page }) => {
    test.setTimeout(runMs);
    await page.goto('/jobs');
    await page.getByRole('link', { name: 'Four curves' }).click();
    await page.getByRole('link', { name: 'Measure this again' }).click();
    await expect(page.getByText('Filled in like that job')).toBeVisible();
    await page.getByLabel('Output tokens').fill('2048');
    await page.getByLabel('Name of the job and its sweep').fill('Too long');
    await page.getByRole('button', { name: 'Start' }).click();
    await expect(page.getByRole('heading', { name: 'Too long' })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('button', { name: 'Cancel the job' }).click();
    await expect(page.getByText(/^Cancelled, /)).toBeVisible({ timeout: runMs / 4 });
    await page.goto('/jobs');
    await expect(page.getByRole('listitem').filter({ hasText: 'Too long' })).toContainText('cancelled');
  });
});

test('a visitor without a mouse chooses deployments in the grid', async ({ page }) => {
  await page.goto('/launch');
  const cell = (name: string) => page.getByRole('button', { name: new RegExp(`^${name},`) });
  await expect(cell('TP1')).toHaveAttribute('aria-pressed', 'true');
  await cell('TP1').focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell('TP2')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(cell('TP2')).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText('3 of 8 chosen')).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByText('5 of 8 chosen')).toBeVisible();
});

test('the grid says in words why a deployment cannot run', async ({ page }) => {
  await page.goto('/launch');
  await page.getByRole('combobox', { name: 'Model', exact: true }).fill('Qwen/Qwen2.5-7B-Instruct');
  await page.getByLabel('TP sizes').fill('1, 8, 16');
  const grid = page.getByRole('grid');
  await expect(grid.getByText('TP8 does not divide 28 heads').first()).toBeVisible();
  await expect(grid.getByText('needs 16, the target has 8').first()).toBeVisible();
});

test('a grid of ten thousand cells is there as a whole', async ({ page }) => {
  await page.goto('/launch');
  const many = Array.from({ length: 60 }, (_, i) => i + 1).join(', ');
  await page.getByLabel('TP sizes').fill(many);
  await page.getByLabel('PP sizes').fill(many);
  await page.getByLabel('DP sizes').fill('1, 2, 3');
  await expect(page.getByText(/of 10,800 chosen/)).toBeVisible();
  const last = page.getByRole('button', { name: /^TP60 x PP60 x DP3, 10,?800 GPUs/ });
  await expect(async () => {
    await page.getByRole('grid').evaluate(({ parentElement: box }) => box?.scrollTo(0, box.scrollHeight));
    await expect(last).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test('a long grid is walked as quickly as keys come, there and back', async ({ page }) => {
  await page.goto('/launch');
  const many = Array.from({ length: 60 }, (_, i) => i + 1).join(', ');
  await page.getByLabel('TP sizes').fill(many);
  await page.getByLabel('PP sizes').fill(many);
  await page.getByLabel('DP sizes').fill('1, 2, 3');
  await expect(page.getByText(/of 10,800 chosen/)).toBeVisible();
  const cell = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}, [0-9,]+ GPUs?`) });
  const press = async (key: string, times: number) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  await cell('TP1').focus();
  await press('ArrowDown', 20);
  await expect(cell('TP1 x PP21')).toBeFocused();
  await press('PageDown', 15);
  await expect(cell('TP1 x PP21 x DP3')).toBeFocused();
  await expect(cell('TP1 x PP21 x DP3')).toBeInViewport();
  await press('ArrowRight', 5);
  await press('PageDown', 5);
  await expect(cell('TP6 x PP60 x DP3')).toBeFocused();
  await press('PageUp', 22);
  await expect(cell('TP6 x PP4')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(cell('TP6 x PP4')).toBeInViewport();
});

test('a secret typed as a value is refused where it is typed', async ({ page }) => {
  await page.goto('/launch');
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.getByLabel('Environment, by name').fill('HF_TOKEN=hf_verysecret');
  await page.getByRole('combobox', { name: 'Model', exact: true }).fill('Qwen/Qwen3-8B');
  await expect(page.getByText(/Give only the name HF_TOKEN/).first()).toBeVisible();
  expect(sent.join()).not.toContain('hf_verysecret');
});
