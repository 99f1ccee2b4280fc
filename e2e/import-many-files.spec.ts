import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImport } from './import-page';
import { expect, test } from './kneepoint';
import { serveResult } from './tp-sweep-files';

test.use({ instance: 'import-many-files' });

const count = 10_000;
const perFolder = 500;

/** A folder of that many results, no two alike. */
function writeMany(folder: string): string {
  for (let index = 0; index < count; index++) {
    const below = join(folder, `run-${Math.floor(index / perFolder)}_tp2`);
    if (index % perFolder === 0) mkdirSync(below);
    const result = { ...serveResult(2, 1 + (index % perFolder)), seed: index };
    writeFileSync(join(below, `c${index % perFolder}.json`), JSON.stringify(result));
  }
  return folder;
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

test('a folder of 10,000 files is cancelled halfway without a trace, and imported again', async ({
  page,
  kneepoint,
}) => {
  test.setTimeout(1_500_000);
  const folder = writeMany(mkdtempSync(join(tmpdir(), 'kneepoint-many-')));
  const stored = async () => {
    const response = await page.request.get('/api/v1/points');
    return ((await response.json()) as { points: unknown[] }).points.length;
  };
  const traces = async () => ({
    points: await stored(),
    incoming: filesBelow(join(kneepoint.dataDir, 'incoming')),
    artifacts: filesBelow(join(kneepoint.dataDir, 'artifacts')),
  });
  await openImport(page);
  const before = { points: await stored(), incoming: 0, artifacts: filesBelow(join(kneepoint.dataDir, 'artifacts')) };

  // Halfway through reading.
  await page.getByLabel('Folder to import').setInputFiles(folder);
  await expect(page.getByText(/^Reading \d,\d{3} of 10,000 files$/)).toBeVisible({ timeout: 300_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Drop whatever you have here')).toBeVisible();
  await expect.poll(traces, { timeout: 300_000 }).toEqual(before);

  await page.getByLabel('Folder to import').setInputFiles(folder);
  const commit = page.getByRole('button', { name: 'Import 10,000 measurements' });
  await expect(commit).toBeEnabled({ timeout: 400_000 });
  // Thousands of rows, of which only those in sight are in the page.
  expect(await page.getByRole('table', { name: 'What was read from the files' }).locator('tr').count()).toBeLessThan(
    200,
  );

  // Halfway through storing.
  await commit.click();
  await expect(page.getByText(/^Reading \d,\d{3} of 10,000 files$|^Storing…$/)).toBeVisible({ timeout: 300_000 });
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(commit).toBeEnabled();
  await expect.poll(traces, { timeout: 300_000 }).toEqual(before);

  await commit.click();
  await expect(page.getByText('10,000 measurements are stored')).toBeVisible({ timeout: 300_000 });
  expect(await stored()).toBe(before.points + count);
});
