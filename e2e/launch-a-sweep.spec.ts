import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { PointsResponse, StoredMeasurement } from '@/lib/api/contracts';
import { topologyLabel } from '@/lib/domain/topology-label';
import { expect, test } from './kneepoint';

// The slowest GPU the simulator has, without noise: a client on a busy machine keeps up with it, so what it measures is
// valid.
test.use({
  instance: 'launch',
  environment: { SIM_GPU: 'L4', SIM_NOISE: '0' },
  viewport: { width: 1440, height: 900 },
});
const runMs = 900_000;
type Point = PointsResponse['points'][number];

/** What is stored of a sweep, valid or not. */
async function pointsOf(page: Page, sweep: string): Promise<Point[]> {
  const { points } = (await (await page.request.get('/api/v1/points')).json()) as PointsResponse;
  return points.filter((point) => point.sweep.name === sweep);
}

/** How many tokens there was room for in the cache of the server of a point, as read back from it. */
async function cacheTokensOf(page: Page, { id }: Point): Promise<number> {
  const { extra } = (await (await page.request.get(`/api/v1/measurements/${id}`)).json()) as StoredMeasurement;
  return (extra.readBack as { kvCacheTokens: number }).kvCacheTokens;
}

const isOf =
  (label: string) =>
  ({ deployment }: Point): boolean =>
    deployment.topology !== null && topologyLabel(deployment.topology) === label;
const curve = (page: Page) => page.getByRole('region', { name: /per GPU|Curve/ });

// One after the other: each goes on with what the one before has measured.
test.describe.serial('a sweep on the simulator', () => {
  test('a visitor without a GPU launches TP 1 to 8, PP 2 and DP 2 x concurrency 1 to 64 and watches the curves grow', async ({
    page,
  }) => {
    test.setTimeout(runMs + runMs / 2);
    await page.goto('/jobs');
    await page.getByRole('link', { name: 'Try it on the simulator' }).click();
    await expect(page.getByRole('combobox', { name: 'Target' })).toContainText('simulator');
    await page.getByRole('combobox', { name: 'Model', exact: true }).fill('Qwen/Qwen3-8B');
    await page.getByLabel('DP sizes').fill('1, 2');
    for (const name of ['TP1 x PP2', 'TP1 x DP2'])
      await page.getByRole('button', { name: new RegExp(`^${name}, 2 GPUs`) }).click();
    await page.getByLabel('Environment, by name').fill('SIM_GPU, SIM_NOISE');
    await page.getByLabel('More flags of vllm serve').fill('--max-model-len 2048 --gpu-memory-utilization 0.82');
    // That leaves a GPU of 24 GB little cache beside this model: TP1 cannot serve 64 such prompts at once.
    await page.getByLabel('Input tokens').fill('1024');
    await page.getByLabel('Output tokens').fill('8');
    await page.getByLabel('Prompts per concurrency').fill('1');
    await page.getByLabel('At least, prompts').fill('4');
    await page.getByLabel('Warm-ups').fill('1');
    await page.getByLabel('Name of the job and its sweep').fill('Six curves');

    const preview = page.getByRole('complementary', { name: 'Preview' });
    await expect(preview.getByText('Runs, 7 each')).toBeVisible();
    await expect(preview.getByRole('definition').filter({ hasText: /^42$/ })).toBeVisible();
    await expect(preview.getByLabel('Script', { exact: true })).toContainText('--tensor-parallel-size');
    await preview.getByRole('button', { name: 'Start' }).click();

    await expect(page).toHaveURL(/\/jobs\/.+/);
    await expect(page.getByRole('heading', { name: 'Six curves' })).toBeVisible();
    await expect(curve(page).getByRole('application')).toBeVisible({ timeout: runMs / 3 });
    await expect(page.getByRole('log')).toContainText('INFO');

    await page.reload();
    await expect(page.getByRole('heading', { name: 'Six curves' })).toBeVisible();
    await expect(curve(page).getByRole('application')).toBeVisible();

    await expect(page.getByText('Done: 42 of 42 loads measured.')).toBeVisible({ timeout: runMs });

    const points = await pointsOf(page, 'Six curves');
    expect(points).toHaveLength(42);
    // Nothing but a machine too busy for the client makes a point invalid: it is stored, and none of the chart's.
    const doubts = points.flatMap(({ flags }) => flags.filter(({ severity }) => severity === 'invalid'));
    expect([...new Set(doubts.map(({ code }) => code))].filter((code) => code !== 'client-limited')).toEqual([]);
    const valid = points.filter(({ flags }) => flags.every(({ severity }) => severity !== 'invalid'));
    for (const label of ['TP1', 'TP2', 'TP4', 'TP8'])
      expect(valid.filter(isOf(label)).length, `valid points of ${label}`).toBeGreaterThan(1);

    const at = (label: string, concurrency: number): Point =>
      points.filter(isOf(label)).find(({ load }) => load.maxConcurrency === concurrency)!;
    const perUser = (...of: [string, number]) => at(...of).derived.tokensPerSPerUser.medianTpot!;
    const perGpu = (...of: [string, number]) => at(...of).derived.outputTokensPerSPerGpu!;
    expect(perUser('TP2', 1)).toBeGreaterThanOrEqual(perUser('TP1', 1));
    expect(perGpu('TP8', 64)).toBeLessThan(perGpu('TP4', 64));
    // One user gains nothing from a second stage, beyond what two measurements of one thing differ by.
    expect(perUser('PP2', 1) / perUser('TP1', 1)).toBeLessThan(1.02);
    // Where both have as many prompts a place, or a place has no neighbour.
    for (const concurrency of [1, 8, 16, 32]) {
      const change = Math.abs(perUser('DP2', 2 * concurrency) / perUser('TP1', concurrency) - 1);
      expect(change, `DP2 at ${2 * concurrency} beside DP1 at ${concurrency}`).toBeLessThan(0.05);
    }
    // The cache of one GPU has not the room for 64 requests, that of eight has: those of the one wait.
    const room = [await cacheTokensOf(page, at('TP1', 64)), await cacheTokensOf(page, at('TP8', 64))];
    expect(room[0]).toBeLessThan((64 * (1024 + 8)) / 2);
    expect(room[1]).toBeGreaterThan(64 * (1024 + 8));
    const codes = (...of: [string, number]) => at(...of).flags.map(({ code }) => code);
    expect(codes('TP1', 64)).toContain('queued');
    expect(codes('TP1', 1)).not.toContain('queued');

    await curve(page).getByRole('link', { name: 'Open in Explore' }).click();
    const shown = page.getByRole('table', { name: new RegExp(`^${valid.length} points on the chart`) });
    await expect(shown).toBeVisible();
    const lines = page.getByRole('region', { name: 'Lines' });
    for (const label of ['TP1', 'TP2', 'TP4', 'TP8', 'PP2', 'DP2'])
      await expect(lines.getByRole('button', { name: label })).toBeVisible();
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
    await page.goto('/explore?sweep=Six+curves&tp=4&invalid=yes');
    await page
      .getByRole('table', { name: /points on the chart/ })
      .locator('tbody tr')
      .first()
      .click();
    await page.getByRole('link', { name: 'Measure this again' }).click();
    await expect(page.getByText('Filled in to measure that point again')).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Model', exact: true })).toHaveValue(/Qwen3-8B/);
  });

  test('a job is launched again with a change, and cancelled', async ({ page }) => {
    test.setTimeout(runMs);
    await page.goto('/jobs');
    await page.getByRole('link', { name: 'Six curves' }).click();
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
