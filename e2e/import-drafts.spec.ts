import type { Page } from '@playwright/test';
import { openImport } from './import-page';
import { expect, test } from './kneepoint';
import { pp2, resultBlock } from './story-files';
import { serveResult, tpSweep } from './tp-sweep-files';

test.use({ instance: 'import-drafts' });

const file = (path: string, content: string) => ({
  name: path,
  mimeType: 'application/json',
  buffer: Buffer.from(content),
});
const resultFile = (tp: number, concurrency: number) =>
  file(`tp${tp}_c${concurrency}.json`, JSON.stringify(serveResult(tp, concurrency)));

const table = (page: Page) => page.getByRole('table', { name: 'What was read from the files' });
const rows = (page: Page) => table(page).getByRole('checkbox', { name: /^Select meta-llama/ });
const sweeps = (page: Page) => page.getByLabel('Name of the sweep');
const sweepNames = (page: Page) =>
  sweeps(page).evaluateAll((inputs) => inputs.map((one) => (one as HTMLInputElement).value));

/** What Ctrl+V does, with this on the clipboard. */
const paste = (page: Page, text: string) =>
  page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** Two sweeps of two loads, as folders bring them. */
async function bringTwoSweeps(page: Page): Promise<void> {
  await openImport(page);
  const files = [1, 2].flatMap((tp) => [8, 32].map((concurrency) => resultFile(tp, concurrency)));
  await page.getByLabel('Files to import').setInputFiles(files);
  await expect(rows(page)).toHaveCount(4);
}

test('drafts are split, merged, moved, left out and undone by keyboard alone', async ({ page }) => {
  await bringTwoSweeps(page);
  expect(await sweepNames(page)).toEqual(['']);

  await rows(page).nth(2).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Split off' }).focus();
  await page.keyboard.press('Enter');
  await expect(sweeps(page)).toHaveCount(2);
  expect(await sweepNames(page)).toEqual(['', 'Sweep 2']);

  // One row up crosses the border into the sweep above; the keyboard stays on it.
  await page.getByRole('button', { name: 'Select none' }).press('Enter');
  await rows(page).nth(2).press('Alt+ArrowUp');
  await expect(table(page).getByRole('rowgroup').locator('tr')).toHaveCount(7);
  await expect(table(page).getByText('3 measurements')).toBeVisible();
  await expect(rows(page).nth(2)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(table(page).getByText('2 measurements')).toHaveCount(2);

  await page.getByRole('button', { name: 'Merge with the one above' }).press('Enter');
  await expect(sweeps(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(sweeps(page)).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(sweeps(page)).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(sweeps(page)).toHaveCount(2);

  await rows(page).first().press('Space');
  await page.getByRole('button', { name: 'Leave out' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Import 3 measurements' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Import 4 measurements' })).toBeVisible();
});

test('many rows are edited at once, joined to a stored sweep, and the import is taken back', async ({ page }) => {
  await bringTwoSweeps(page);
  await rows(page).nth(0).check();
  await rows(page).nth(1).check();
  await page.getByLabel('GPU', { exact: true }).fill('H100');
  await expect(table(page).getByRole('cell', { name: /^1 × H100/ })).toHaveCount(2);
  await expect(table(page).getByText('missing')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(table(page).getByText('missing')).toHaveCount(4);
  await page.keyboard.press('Control+y');
  await page.getByRole('button', { name: 'Select none' }).click();
  await sweeps(page).first().fill('night run');
  await page.getByRole('button', { name: 'Import 4 measurements' }).click();
  await expect(page.getByText('4 measurements are stored')).toBeVisible();

  await page.getByRole('button', { name: 'Import more' }).click();
  await page.getByLabel('Files to import').setInputFiles([resultFile(1, 128)]);
  await page.getByLabel('GPU', { exact: true }).fill('H100');
  await sweeps(page).first().fill('night run');
  await expect(table(page).getByText('joins the stored sweep')).toBeVisible();
  await page.getByRole('button', { name: 'Import 1 measurement' }).click();
  await expect(page.getByText('1 measurement is stored')).toBeVisible();
  const sweepIds = async () => {
    const response = await page.request.get('/api/v1/points');
    const { points } = (await response.json()) as { points: { sweep: { id: string; name: string } }[] };
    return points.filter(({ sweep }) => sweep.name === 'night run').map(({ sweep }) => sweep.id);
  };
  const ids = await sweepIds();
  expect([ids.length, new Set(ids).size]).toEqual([5, 2]);

  await page.getByRole('button', { name: 'Undo this import' }).click();
  await expect(page.getByText('1 measurement was taken back')).toBeVisible();
  expect(await sweepIds()).toHaveLength(4);
});

test('text is pasted anywhere on the page, or typed into its field', async ({ page }) => {
  await openImport(page);
  await paste(page, resultBlock(pp2));
  await expect(table(page).getByText('pasted-1.txt')).toBeVisible();
  await page.getByRole('button', { name: 'Paste text' }).click();
  await page.getByLabel('Text or a table').fill(JSON.stringify(serveResult(2, 8)));
  await page.getByRole('button', { name: 'Add text' }).click();
  await expect(table(page).getByText('pasted-2.txt')).toBeVisible();
});

test('a pasted table is read by the names of its columns, the others as a person says', async ({ page }) => {
  await openImport(page);
  await paste(
    page,
    `| Model | GPU | TP | concurrency | tok/s/GPU | speed |\n|---|---|---|---|---|---|\n| ${tpSweep.model} | L40S | 2 | 8 | 210.5 | 21.4 |\n| ${tpSweep.model} | L40S | 2 | 32 | 480 | 38 |`,
  );
  const columns = page.getByRole('region', { name: 'Columns of the table' });
  await expect(columns.getByLabel('What concurrency is')).toHaveValue('maxConcurrency');
  await expect(columns.getByLabel('What speed is')).toHaveValue('');
  await columns.getByLabel('What speed is').selectOption('Median TPOT (ms)');
  await page.getByRole('button', { name: 'Add 2 rows' }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(table(page).getByRole('cell', { name: '210.5' })).toBeVisible();
  await expect(table(page).getByRole('cell', { name: '46.7' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Preview of the chart' }).getByRole('application')).toBeVisible();
});
