// npm run e2e [-- NAME...]: the browser tests, in whatever Chromium there is.
import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.mjs';

try {
  const run = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, KNEEPOINT_CHROMIUM: findChromium() },
  });
  process.exitCode = run.status ?? 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
