import type { Page } from '@playwright/test';
import { openImport } from './import-page';
import { expect, test } from './kneepoint';
import { perturbed, pp2, pp4, storyFiles, type StoryRun } from './story-files';

test.use({ instance: 'import-story' });

/** Drops the printed results and the specs of both runs, and compares them with nothing that is stored. */
async function bring(page: Page, runs: readonly StoryRun[]): Promise<void> {
  await openImport(page);
  await page.getByLabel('Files to import').setInputFiles(runs.flatMap(storyFiles));
  const table = page.getByRole('table', { name: 'What was read from the files' });
  await expect(table.getByRole('cell', { name: /^8 × L4/ })).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Beside the drafts' }).click();
  await page.getByRole('option', { name: 'nothing' }).click();
}

const answerOn = (page: Page) => page.getByRole('region', { name: 'Answer' });
const change = (to: number, from: number) => {
  const percent = Math.round((to / from - 1) * 1000) / 10;
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(1)} %`;
};
/** The answer for two runs whose first has the greater throughput. */
const sentenceFor = (best: StoryRun, other: StoryRun) => {
  const speed = change(other.tpotMs.median, best.tpotMs.median);
  const name = ({ pp, tp }: StoryRun) => `PP${pp}×TP${tp}`;
  const word = speed.startsWith('+') ? 'and' : 'but';
  const end = speed.startsWith('+') ? 'it dominates' : 'neither dominates';
  const gain = `${change(best.outputTokensPerS, other.outputTokensPerS)} output tok/s/GPU`;
  return `${name(best)} is ${gain} ${word} ${speed} tok/s/user over ${name(other)}; ${end}.`;
};

test('two printed results and two specs answer whether pipeline beats tensor parallel', async ({ page }) => {
  await bring(page, [pp4, pp2]);
  await expect(answerOn(page)).toContainText(
    'PP4×TP2 is +17.8 % output tok/s/GPU and +21.3 % tok/s/user over PP2×TP4; it dominates.',
  );
  await page.getByRole('button', { name: 'Import 2 measurements' }).click();
  await expect(page.getByText('2 measurements are stored')).toBeVisible();

  const response = await page.request.get('/api/v1/measurements?limit=2');
  const { measurements } = (await response.json()) as { measurements: StoredRun[] };
  const figures = measurements
    .map(({ derived }) => [
      derived.gpus,
      derived.outputTokensPerSPerGpu.toFixed(2),
      derived.tokensPerSPerUser.medianTpot.toFixed(4),
    ])
    .sort((a, b) => Number(b[1]) - Number(a[1]));
  expect(figures).toEqual([
    [8, '38.45', '1.2588'],
    [8, '32.65', '1.0376'],
  ]);

  await page.getByRole('link', { name: 'See them on the chart' }).click();
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('PP4×TP2 is +17.8 % output tok/s/GPU');
});

interface StoredRun {
  derived: { gpus: number; outputTokensPerSPerGpu: number; tokensPerSPerUser: { medianTpot: number } };
}

const faster = perturbed(pp4, { throughput: 1.31, tpot: 0.83 });
const closer = perturbed(pp2, { throughput: 1.12, tpot: 0.97 });
const slower = perturbed(pp4, { throughput: 0.71, tpot: 0.9 });

for (const [best, other, ending] of [
  [faster, pp2, 'it dominates'],
  [pp4, closer, 'it dominates'],
  [pp2, slower, 'neither dominates'],
] as const) {
  test(`other numbers have another answer: ${best.outputTokensPerS} against ${other.outputTokensPerS}, ${ending}`, async ({
    page,
  }) => {
    await bring(page, [best, other]);
    const sentence = sentenceFor(best, other);
    expect(sentence).toContain(ending);
    await expect(answerOn(page)).toContainText(sentence);
  });
}
