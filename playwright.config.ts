import { defineConfig, devices } from '@playwright/test';

export default defineConfig({
  testDir: 'e2e',
  // Needs an OpenSSH server, which `.ci/run` installs and names.
  testIgnore: process.env.KNEEPOINT_TEST_SSHD ? [] : ['**/through-ssh.spec.ts'],
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
  projects: [{ name: 'chromium', use: devices['Desktop Chrome'] }],
});
