// Finds a Chromium for the browser tests, or gets one, and prints its path: node .ci/find-chromium.mjs
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';

const systemBrowsers = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const instruction =
  'No Chromium was found and none could be installed: run "npx playwright install --with-deps chromium", or install ' +
  'Chromium and set KNEEPOINT_CHROMIUM to its path.';

/** Only one that starts counts: a stub that asks for another package, or one without its libraries, does not. */
function answers(path) {
  const run = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return run.status === 0 && /chrom/i.test(run.stdout);
}

function findConfigured() {
  const name = ['KNEEPOINT_CHROMIUM', 'PLAYWRIGHT_CHROMIUM_PATH'].find((variable) => process.env[variable]);
  if (name === undefined) return null;
  if (answers(process.env[name])) return process.env[name];
  throw new Error(`${name}=${process.env[name]} does not answer to --version.`);
}

function findSystems() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const candidates = systemBrowsers.flatMap((name) =>
    isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name)),
  );
  return candidates.find((path) => existsSync(path) && answers(path)) ?? null;
}

function findPlaywrights() {
  const path = chromium.executablePath();
  return existsSync(path) && answers(path) ? path : null;
}

/** What it prints belongs to errors: standard output is the path's. */
const show = { stdio: ['ignore', 2, 2] };

function download() {
  process.stderr.write('Downloading Chromium with Playwright.\n');
  const run = spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    ...show,
    timeout: 300_000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...process.env },
  });
  return run.status === 0 ? findPlaywrights() : null;
}

function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null;
  process.stderr.write('Installing Chromium from the distribution.\n');
  const options = { ...show, timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-q'], options);
  spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium', 'fonts-liberation'], options);
  return findSystems();
}

/** The path of a Chromium that starts; throws with what to do when there is none. */
export function findChromium() {
  const path = findConfigured() ?? findPlaywrights() ?? findSystems() ?? download() ?? installFromDebian();
  if (path === null) throw new Error(instruction);
  return path;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    process.stdout.write(`${findChromium()}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
