import type { Page } from '@playwright/test';
import { expect, test } from './kneepoint';
import { serveResult, tpSweep } from './tp-sweep-files';

test.use({ instance: 'edit-afterwards' });

const loads = tpSweep.concurrencies.length;

/** Stores the TP sweep; what is stored already stays as it is. */
async function storeSweep(page: Page): Promise<void> {
  const form = new FormData();
  for (const tp of tpSweep.tps) {
    for (const concurrency of tpSweep.concurrencies) {
      const content = JSON.stringify(serveResult(tp, concurrency));
      form.append('files', new File([content], `llama-8b_tp${tp}/conc${concurrency}.json`));
    }
  }
  const answer = await page.request.post('/api/v1/imports', { multipart: form });
  expect(answer.status(), await answer.text()).toBe(200);
}

test.beforeEach(({ page }) => storeSweep(page));

const rowsOf = (page: Page) =>
  page.getByRole('table', { name: 'Stored measurements' }).getByRole('checkbox', { name: /^Select meta-llama/ });

test('a user sets a wrong TP right on several rows at once, sees the chart follow, and undoes it', async ({ page }) => {
  const explore = `/explore?model=${encodeURIComponent(tpSweep.model)}`;
  await page.goto(explore);
  const points = page.getByRole('table', { name: /points on the chart/ }).locator('tbody tr');
  await expect(points.filter({ hasText: 'TP4' })).toHaveCount(loads);
  await points.filter({ hasText: 'TP4' }).first().click();
  await page.getByRole('complementary').getByRole('link', { name: 'Edit' }).click();

  await expect(page.getByText('1 measurement selected')).toBeVisible();
  await page.getByLabel('Find measurements').fill('llama-8b_tp4');
  await page.getByLabel('Select everything shown').check();
  await expect(page.getByText(`${loads} measurements selected`)).toBeVisible();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: `Edit ${loads} measurements` });
  await sheet.getByLabel('TP', { exact: true }).fill('8');
  await expect(sheet.getByText('GPUs 4 → 8')).toBeVisible();
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Set TP to 8 on ${loads} measurements.`)).toBeVisible();

  await page.goto(explore);
  await expect(points.filter({ hasText: 'TP8' })).toHaveCount(loads);
  await expect(points.filter({ hasText: 'TP4' })).toHaveCount(0);
  await points.filter({ hasText: 'TP8' }).first().click();
  await expect(
    page
      .getByText(/set by hand, \d{4}-\d\d-\d\d/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Measurements' }).click();
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('button', { name: `Undo: Set TP to 8 on ${loads} measurements` }).click();
  await expect(page.getByText(`Undid: Set TP to 8 on ${loads} measurements.`)).toBeVisible();
  await page.goto(explore);
  await expect(points.filter({ hasText: 'TP4' })).toHaveCount(loads);
  await expect(points.filter({ hasText: 'TP8' })).toHaveCount(0);
});

test('a user deletes a sweep and brings it back, by keyboard alone', async ({ page }) => {
  await page.goto('/measurements');
  const find = page.getByLabel('Find measurements');
  await find.focus();
  await page.keyboard.type('llama-8b_tp2');
  await expect(rowsOf(page)).toHaveCount(loads);
  const box = page.getByLabel('Select sweep llama-8b_tp2');
  await tabTo(page, box);
  await page.keyboard.press('Space');
  await expect(page.getByText(`${loads} measurements selected`)).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeVisible();
  await expect(page.getByText('Nothing contains “llama-8b_tp2”.')).toBeVisible();
  await undo.focus();
  await page.keyboard.press('Enter');
  await expect(rowsOf(page)).toHaveCount(loads);
});

test('what somebody else changed meanwhile is not changed over', async ({ page, context, consoleErrors }) => {
  await page.goto('/measurements?find=llama-8b_tp1');
  await page.getByLabel('Select everything shown').check();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('GPU', { exact: true }).fill('L4');

  const other = await context.newPage();
  await other.goto('/measurements?find=llama-8b_tp1');
  await other.getByLabel('Select everything shown').check();
  await other.getByRole('button', { name: 'Edit', exact: true }).click();
  await other.getByRole('dialog').getByLabel('Tags').fill('mine');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText(/^Added tag mine/)).toBeVisible();

  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(sheet.getByRole('alert')).toContainText('changed after you looked');
  // The browser tells of every answer with 409.
  consoleErrors.length = 0;
  await sheet.getByRole('button', { name: 'I have looked' }).click();
  await sheet.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Set GPU to L4 on ${loads} measurements.`)).toBeVisible();
});

/** Presses Tab until this has the focus; fails where it never does. */
async function tabTo(page: Page, target: ReturnType<Page['getByLabel']>): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}
