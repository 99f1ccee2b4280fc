import { defineConfig, devices } from '@playwright/test';

/** Minutes each: begun first, so that none is left to run alone at the end. */
const long = ['**/import-many-files.spec.ts', '**/launch-a-sweep.spec.ts'];
/** Needs an OpenSSH server, which `.ci/run` installs and names. */
const throughSsh = process.env.KNEEPOINT_TEST_SSHD ? [] : ['**/through-ssh.spec.ts'];

/** Seen once, beside the embedded database, it says the same beside another; by-keyboard launches jobs there as well. */
const onceIsEnough = process.env.KNEEPOINT_TEST_DATABASE_URL
  ? ['access', 'every-page', 'launch-form', 'launch-a-sweep'].map((name) => `**/${name}.spec.ts`)
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
    // Pictures of every moment cost a machine without a GPU as much as the page itself; one of the end does.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.KNEEPOINT_CHROMIUM },
  },
  projects: [
    { name: 'long', testMatch: long, testIgnore: onceIsEnough, use },
    { name: 'chromium', testIgnore: [...long, ...throughSsh, ...onceIsEnough], use },
  ],
});
