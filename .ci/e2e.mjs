// npm run e2e [-- NAME...]: the browser tests, in whatever Chromium there is.
import { spawnSync } from 'node:child_process';
import { findChromium } from './find-chromium.mjs';

// Otherwise each worker's Kneepoint would build for itself, and be in the others' way.
const build = spawnSync(process.execPath, ['lib/server/launcher/start.cjs', 'build'], { stdio: 'inherit' });
if (build.status !== 0) process.exit(1);

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
