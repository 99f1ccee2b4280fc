import { defineConfig, devices } from '@playwright/test';

/** Minutes each: begun first, so that none is left to run alone at the end. */
const long = ['**/import-many-files.spec.ts', '**/launch-a-sweep.spec.ts'];
/** Needs an OpenSSH server, which `.ci/run` installs and names. */
const throughSsh = process.env.KNEEPOINT_TEST_SSHD ? [] : ['**/through-ssh.spec.ts'];

/** What no database has a part in, once it was run beside the embedded one. */
const onceIsEnough = process.env.KNEEPOINT_TEST_DATABASE_URL
  ? ['**/access.spec.ts', '**/every-page.spec.ts', '**/launch-form.spec.ts']
  : [];

const use = devices['Desktop Chrome'];

export default defineConfig({
  testDir: 'e2e',
  // Each worker runs a whole Kneepoint and a browser.
  workers: 2,
  // Ends what hangs; a busy machine is no reason to fail.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  forbidOnly: true,
  retries: 0,
  reporter: process.env.KNEEPOINT_REPORT ? [['list'], ['json', { outputFile: process.env.KNEEPOINT_REPORT }]] : 'list',
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.KNEEPOINT_CHROMIUM },
  },
  projects: [
    { name: 'long', testMatch: long, use },
    { name: 'chromium', testIgnore: [...long, ...throughSsh, ...onceIsEnough], use },
  ],
});
