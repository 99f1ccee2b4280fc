import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImport } from './import-page';
import { expect, test } from './kneepoint';
import { tpSweep, writeTpSweep } from './tp-sweep-files';

test.use({ instance: 'import-a-folder' });

test('a user imports a folder of a TP sweep, fills in the GPU once, and shares the pinned point', async ({
  page,
  context,
}) => {
  const folder = writeTpSweep(mkdtempSync(join(tmpdir(), 'kneepoint-sweep-')));
  const count = tpSweep.tps.length * tpSweep.concurrencies.length;

  await openImport(page);
  await page.getByLabel('Folder to import').setInputFiles(folder);
  const preview = page.getByRole('table', { name: 'What was read from the files' });
  await expect(preview.getByRole('checkbox', { name: /^Select meta-llama/ })).toHaveCount(count);
  await expect(preview.getByText('missing')).toHaveCount(count);

  await page.getByLabel('GPU', { exact: true }).fill('H100');
  await expect(preview.getByText('missing')).toHaveCount(0);
  await expect(preview.getByRole('cell', { name: /^4 × H100/ })).toHaveCount(tpSweep.concurrencies.length);
  await page.getByRole('button', { name: `Import ${count} measurements` }).click();
  await expect(page.getByText(`${count} measurements are stored`)).toBeVisible();

  await page.getByRole('link', { name: 'See them on the chart' }).click();
  const chart = page.getByRole('region', { name: 'Chart' });
  await expect(chart.getByRole('application')).toBeVisible();
  for (const tp of tpSweep.tps) {
    const line = page.locator('title', { hasText: new RegExp(`^TP${tp}$`) });
    await expect(chart.locator('text').filter({ has: line })).toBeVisible();
  }
  // Loads beside the points; which of them find room is up to the chart.
  for (const concurrency of [8, 128])
    await expect(chart.getByText(String(concurrency), { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('TP');

  const rows = page.getByRole('table', { name: /points on the chart/ }).locator('tbody tr');
  await expect(rows).toHaveCount(count);
  await rows.first().click();
  await expect(page.getByRole('heading', { name: 'Pinned point' })).toBeVisible();
  await expect(page.getByText('TP1 × PP1 × DP1').filter({ visible: true }).first()).toBeVisible();

  const shared = await context.newPage();
  await shared.goto(page.url());
  await expect(shared.getByRole('heading', { name: 'Pinned point' })).toBeVisible();
  await expect(
    shared.getByRole('table', { name: /points on the chart/ }).locator('[aria-selected="true"]'),
  ).toHaveCount(1);

  await page.getByRole('button', { name: 'Remove sample data' }).click();
  await expect(page.getByText(/^Sample data ·/)).toHaveCount(0);
  await expect(rows).toHaveCount(count);
});

test('a file that cannot be read is named, and the others can be stored without it', async ({ page }) => {
  await openImport(page);
  await page.getByLabel('Files to import').setInputFiles([
    { name: 'half.json', mimeType: 'application/json', buffer: Buffer.from('{"model_id": "m", "dur') },
    { name: 'empty.json', mimeType: 'application/json', buffer: Buffer.from('') },
  ]);
  const problems = page.getByRole('list', { name: 'Problems' }).getByRole('listitem');
  await expect(problems).toHaveCount(2);
  await expect(problems.filter({ hasText: 'half.json' })).toHaveCount(1);
  await expect(problems.filter({ hasText: 'empty.json' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Import 0/ })).toBeDisabled();
});
