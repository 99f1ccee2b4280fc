import type { Page } from '@playwright/test';
import { expect, test } from './kneepoint';

test.use({ viewport: { width: 1440, height: 900 } });

/** The launch page with a grid of 60 x 60 x 3 deployments. */
async function openLongGrid(page: Page): Promise<void> {
  await page.goto('/launch');
  const many = Array.from({ length: 60 }, (_, i) => i + 1).join(', ');
  await page.getByLabel('TP sizes').fill(many);
  await page.getByLabel('PP sizes').fill(many);
  await page.getByLabel('DP sizes').fill('1, 2, 3');
  await expect(page.getByText(/of 10,800 chosen/)).toBeVisible();
}

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
  await openLongGrid(page);
  const last = page.getByRole('button', { name: /^TP60 x PP60 x DP3, 10,?800 GPUs/ });
  await expect(async () => {
    await page.getByRole('grid').evaluate(({ parentElement: box }) => box?.scrollTo(0, box.scrollHeight));
    await expect(last).toBeVisible({ timeout: 1000 });
  }).toPass();
});

test('a long grid is walked as quickly as keys come, there and back', async ({ page }) => {
  await openLongGrid(page);
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
