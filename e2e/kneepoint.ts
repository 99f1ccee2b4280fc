import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { createServerDatabase } from '@/lib/db/testing/server-database';
import { runKneepoint, type RunningKneepoint } from '@/lib/server/launcher/testing/run-kneepoint';

interface Fixtures {
  /** Errors in the browser's console fail a test; one that provokes them clears them from here. */
  consoleErrors: string[];
}

interface WorkerFixtures {
  /**
   * Files that change stored data give it a name of their own, `test.use({ instance: 'import' })`: they get a Kneepoint
   * of their own, freshly started on an empty folder.
   */
  instance: string;
  /** Variables that Kneepoint of this instance is started with. */
  environment: Record<string, string>;
  /** Whether the browser starts signed in. */
  signedIn: boolean;
  kneepoint: RunningKneepoint;
  workerStorageState: { cookies: never[]; origins: never[] } | string;
}

/** Like Playwright's, with a real Kneepoint behind `baseURL` and a browser that is signed in to it. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  instance: ['shared', { option: true, scope: 'worker' }],
  environment: [{}, { option: true, scope: 'worker' }],
  signedIn: [true, { option: true, scope: 'worker' }],
  kneepoint: [
    async ({ instance: _instance, environment }, provide) => {
      const folder = mkdtempSync(join(tmpdir(), 'kneepoint-e2e-'));
      const serverUrl = process.env.KNEEPOINT_TEST_DATABASE_URL;
      const database = serverUrl ? await createServerDatabase(serverUrl) : null;
      const kneepoint = await runKneepoint({
        dataDir: join(folder, 'data'),
        env: { ...environment, DATABASE_URL: database?.url ?? '' },
      });
      await provide(kneepoint);
      const { exitCode } = await kneepoint.end();
      await database?.stop();
      rmSync(folder, { recursive: true });
      expect(exitCode, kneepoint.output()).toBe(0);
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  workerStorageState: [
    async ({ kneepoint, signedIn, playwright }, provide, { workerIndex }) => {
      if (!signedIn) return provide({ cookies: [], origins: [] });
      const file = join(kneepoint.dataDir, `browser-${workerIndex}.json`);
      const request = await playwright.request.newContext();
      expect((await request.get(kneepoint.link)).ok()).toBe(true);
      await request.storageState({ path: file });
      await request.dispose();
      await provide(file);
    },
    { scope: 'worker' },
  ],
  baseURL: ({ kneepoint }, provide) => provide(kneepoint.address),
  storageState: ({ workerStorageState }, provide) => provide(workerStorageState),
  consoleErrors: [
    async ({ page }, provide) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text());
      });
      await provide(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
