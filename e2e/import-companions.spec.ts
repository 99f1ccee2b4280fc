import type { Page } from '@playwright/test';
import { openImport } from './import-page';
import { expect, test } from './kneepoint';
import { modelSpec, perturbed, pp2, pp4, resultBlock } from './story-files';

test.use({ instance: 'import-companions' });

const text = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
const table = (page: Page) => page.getByRole('table', { name: 'What was read from the files' });
const topologies = (page: Page, label: RegExp) => table(page).getByRole('cell', { name: label });

async function bring(page: Page, files: ReturnType<typeof text>[]): Promise<void> {
  await openImport(page);
  await page.getByLabel('Files to import').setInputFiles(files);
  await expect(table(page).getByRole('checkbox', { name: /^Select/ })).not.toHaveCount(0);
}

test('sources that contradict each other stand side by side, and the one chosen is stored', async ({ page }) => {
  await bring(page, [
    text('run_tp8_c1.txt', resultBlock(pp4)),
    text('run_tp8_c2.txt', resultBlock(pp2)),
    text('run.model-spec.yaml', modelSpec(pp4)),
  ]);
  const sources = page.getByRole('region', { name: 'Sources contradict each other' });
  const tp = sources.getByRole('group', { name: 'TP 2 measurements' });
  // One question for both results: the names of their files say the same.
  await expect(sources.getByRole('group')).toHaveCount(1);
  await expect(tp.getByRole('radio', { name: '2 KubeAI Model spec run.model-spec.yaml, args' })).toBeChecked();
  await expect(topologies(page, /^PP4×TP2/)).toHaveCount(2);

  // By keyboard, taken back, and once more.
  await tp.getByRole('radio', { name: /^2 KubeAI/ }).press('ArrowDown');
  await expect(tp.getByRole('radio', { name: '8 run_tp8_c1.txt and 1 more, file name' })).toBeChecked();
  await expect(topologies(page, /^PP4×TP8/)).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(topologies(page, /^PP4×TP2/)).toHaveCount(2);
  await page.keyboard.press('Control+Shift+z');
  await expect(topologies(page, /^PP4×TP8/)).toHaveCount(2);

  await page.getByRole('button', { name: 'Import 2 measurements' }).click();
  await expect(page.getByText('2 measurements are stored')).toBeVisible();
  const response = await page.request.get('/api/v1/measurements?limit=2');
  const { measurements } = (await response.json()) as {
    measurements: { provenance: Record<string, string>; deployment: { topology: { tp: number }[] } }[];
  };
  expect(measurements.map(({ deployment }) => deployment.topology[0]?.tp)).toEqual([8, 8]);
  expect(measurements[0]?.provenance['deployment.topology.tp']).toContain('chosen by hand; run.model-spec.yaml says 2');
});

test('a spec that may belong to several results is given to one by hand', async ({ page }) => {
  await bring(page, [
    text('first.txt', resultBlock(pp4)),
    text('second.txt', resultBlock(pp2)),
    text('a.model-spec.yaml', modelSpec(pp4)),
    text('b.model-spec.yaml', modelSpec(pp2)),
  ]);
  await expect(topologies(page, /missing/)).not.toHaveCount(0);
  const open = page.getByRole('region', { name: 'Which results do these belong to?' });
  const box = (spec: string, file: string) =>
    open.getByRole('group', { name: `KubeAI Model spec ${spec}.model-spec.yaml` }).getByLabel(file);
  for (const spec of ['a', 'b'])
    for (const file of ['first.txt', 'second.txt']) await expect(box(spec, file)).not.toBeChecked();

  await box('a', 'first.txt').press('Space');
  await expect(topologies(page, /^PP4×TP2/)).toHaveCount(1);
  // What is left fits one only; it is shown, and can be said otherwise.
  await expect(topologies(page, /^PP2×TP4/)).toHaveCount(1);
  await expect(box('b', 'second.txt')).toBeChecked();
  await box('b', 'second.txt').uncheck();
  await expect(topologies(page, /^PP2×TP4/)).toHaveCount(0);
  await box('a', 'second.txt').check();
  await expect(topologies(page, /^PP4×TP2/)).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(topologies(page, /^PP4×TP2/)).toHaveCount(1);
});

test('a large file tells how far it is, is cancelled, and leaves nothing of what was there before', async ({
  page,
}) => {
  await bring(page, [text('before.txt', resultBlock(pp4))]);
  await page.getByRole('button', { name: 'Start over' }).click();
  // Held back until the page has been looked at: how fast it is read is the machine's matter.
  let letGo = () => {};
  const looked = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/v1/imports/preview', async (route) => {
    await looked;
    await route.continue();
  });
  const large = text(
    'large.log',
    `${'a line of a log\n'.repeat(200_000)}${resultBlock(perturbed(pp2, { throughput: 1.2, tpot: 0.9 }))}`,
  );
  await page.getByLabel('Files to import').setInputFiles([large]);
  await expect(page.getByRole('progressbar', { name: 'Progress' })).toBeVisible();
  await expect(table(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  letGo();
  await expect(page.getByText('Drop whatever you have here')).toBeVisible();
  await page.unroute('**/api/v1/imports/preview');

  await page.getByLabel('Files to import').setInputFiles([large]);
  await expect(table(page).getByText('large.log')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Import 1 measurement' })).toBeEnabled();
});
