import type { Page } from '@playwright/test';
import { expect, test } from './kneepoint';

const tableOf = (page: Page) => page.getByRole('table', { name: /points on the chart/ });

test('a visitor finds the published H100 figures of the 70B model on the chart', async ({ page }) => {
  await page.goto('/explore?gpu=H100+SXM&origin=measured');
  const rows = tableOf(page).locator('tbody tr').filter({ hasText: '70B' });
  // 2242.99 tok/s on 4 GPUs at a median ITL of 38.26 ms; 2572.8 on 8 at 33.71.
  await expect(rows.filter({ hasText: 'TP4' })).toContainText('560.7');
  await expect(rows.filter({ hasText: 'TP4' })).toContainText('26.1');
  await expect(rows.filter({ hasText: 'TP8' })).toContainText('321.6');
  await expect(rows.filter({ hasText: 'TP8' })).toContainText('29.7');
});

test('a visitor reads which setup serves most at a speed the users need', async ({ page }) => {
  await page.goto('/explore');
  await page.getByRole('button', { name: /^Meta-Llama-3\.1-70B.*, 8 points/ }).click();
  await page
    .getByLabel(/tok\/s\/user/)
    .first()
    .fill('25');
  await page.keyboard.press('Enter');
  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer).toContainText('≥ 25 tok/s/user');
  await expect(answer).toContainText('4 × H100 as TP4');
  await expect(answer).toContainText('560.7 output tok/s/GPU');
  await expect(page).toHaveURL(/25/);
});

test('a visitor without a mouse walks the chart, pins a point and lets it go', async ({ page }) => {
  await page.goto('/explore');
  const chart = page.getByRole('application');
  await chart.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Pinned point' })).toBeVisible();
  await chart.focus();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Pinned point' })).toHaveCount(0);
});

test('a choice is a step back in the browser', async ({ page }) => {
  await page.goto('/explore');
  const rows = tableOf(page).locator('tbody tr');
  await expect(rows).toHaveCount(50);
  await page.getByRole('button', { name: /^L4 ?, 2 points$/ }).click();
  await expect(rows).toHaveCount(2);
  await page.goBack();
  await expect(rows).toHaveCount(50);
});

test('what was simulated stands back until it is asked for', async ({ page }) => {
  await page.goto('/explore');
  const reason = page.getByRole('listitem').filter({ hasText: '108 points are simulated or predicted' });
  await reason.getByRole('button', { name: 'Show them' }).click();
  await expect(tableOf(page).locator('tbody tr')).toHaveCount(158);
  await expect(page).toHaveURL(/origin=measured,simulated/);
});

for (const address of [
  '/explore?model=%00&tp=,,,&min=NaN&lines=nothing,model&x=constructor&y=__proto__',
  '/explore?frontier=%F0%9F%92%A9&split=toString&labels[]=a&pin=../../etc/passwd',
  `/explore?model=${'x'.repeat(4000)}`,
  '/explore?tp=-1&pp=1e309&gpu=<script>alert(1)</script>&xscale=log&min=-5&pin=%2e%2e',
]) {
  test(`no address breaks the page: ${address.slice(0, 60)}`, async ({ page }) => {
    const response = await page.goto(address);
    expect(response?.status()).toBe(200);
    await expect(
      page
        .getByRole('application')
        .or(page.getByRole('button', { name: /clear|drop|reset/i }))
        .first(),
    ).toBeVisible();
  });
}

test('a visitor hears that the points could not be read, and tries again', async ({ page, consoleErrors }) => {
  await page.route('**/api/v1/points', (route) =>
    route.fulfill({
      status: 500,
      json: { error: { code: 'internal', message: 'The database did not answer.' } },
    }),
  );
  await page.goto('/explore');
  await expect(page.getByText('The database did not answer.')).toBeVisible();
  await page.unroute('**/api/v1/points');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('application')).toBeVisible();
  consoleErrors.length = 0;
});
