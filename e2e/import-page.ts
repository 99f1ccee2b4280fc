import type { Page } from '@playwright/test';
import { expect } from './kneepoint';

/** Opens the import page and waits until it takes what it is given. */
export async function openImport(page: Page): Promise<void> {
  await page.goto('/import');
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeEnabled();
}
