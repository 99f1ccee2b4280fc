// npm test [PART...]: every check and test, or those parts. One part that fails, or does not run, fails it all.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { findChromium } from './find-chromium.mjs';

const reports = mkdtempSync(join(tmpdir(), 'kneepoint-report-'));

// Settings of whoever runs this must not reach what is tested, least of all their database.
const env = { ...process.env, TZ: 'UTC', NEXT_TELEMETRY_DISABLED: '1' };
for (const name of ['DATABASE_URL', 'PORT', 'HOST', 'NODE_ENV', 'NODE_OPTIONS']) delete env[name];
for (const name of ['DATA_DIR', 'TOKEN', 'ALLOWED_HOSTS']) delete env[`KNEEPOINT_${name}`];

const run = (script, ...given) =>
  spawnSync('npm', ['run', '-s', script, ...given], { env, stdio: 'inherit' }).status === 0;

const check = (script) => () => ({ passed: run(script) ? 1 : 0, failed: 0, expected: 1 });

function vitest(project) {
  const report = join(reports, `${project}.json`);
  const isGood = run(project, '--', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
  const { numPassedTests: passed, numFailedTests: failed, numTotalTests: expected, testResults } = readReport(report);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0 && status === 'failed') return [{ title: name, message }];
    return tests.map((test) => ({ title: test.fullName, message: test.failureMessages[0] }));
  });
  return { passed, failed, expected, isGood, failures };
}

/** The real result files lie beside the repository, not in it: whoever has no such folder hears so, and CI has it. */
function reference() {
  const folder = process.env.KNEEPOINT_SAMPLES ?? '../shared/samples';
  if (existsSync(folder)) return vitest('reference');
  process.stderr.write(
    `NOT RUN: ${folder} with the reference result files is not here; KNEEPOINT_SAMPLES names another place.\n`,
  );
  return { passed: 0, failed: 0, expected: 0, isAbsent: !process.env.CI };
}

function playwright() {
  env.KNEEPOINT_CHROMIUM = findChromium();
  env.KNEEPOINT_REPORT = join(reports, 'e2e.json');
  const isGood = run('e2e');
  const { stats, suites } = readReport(env.KNEEPOINT_REPORT);
  const { expected: passed, unexpected, flaky, skipped } = stats;
  const failures = specsOf(suites)
    .filter(({ ok }) => !ok)
    .map(({ title, tests }) => ({ title, message: tests[0]?.results[0]?.error?.message }));
  return { passed, failed: unexpected, expected: passed + unexpected + flaky + skipped, isGood, failures };
}

const specsOf = (suites) => suites.flatMap(({ specs, suites: inner = [] }) => [...specs, ...specsOf(inner)]);

const readReport = (file) => JSON.parse(readFileSync(file, 'utf8'));

const parts = {
  generate: check('generate'),
  format: check('format:check'),
  lint: check('lint'),
  types: check('types'),
  layers: check('layers'),
  'dead code': check('dead-code'),
  schema: check('schema:check'),
  lock: check('lock'),
  unit: () => vitest('unit'),
  reference,
  db: () => vitest('db'),
  build: check('build'),
  process: () => vitest('process'),
  e2e: playwright,
};

/** What was to run and did not pass has failed; a part without a single test has not run. */
function runPart(name) {
  const startedAt = Date.now();
  let outcome;
  try {
    outcome = parts[name]();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    outcome = { passed: 0, failed: 1, expected: 1 };
  }
  const { passed, expected, isGood = true, isAbsent = false, failures = [] } = outcome;
  const failed = Math.max(outcome.failed, expected - passed, (expected === 0 && !isAbsent) || !isGood ? 1 : 0);
  return { name, passed, failed, isAbsent, failures, seconds: Math.round((Date.now() - startedAt) / 1000) };
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) throw new Error(`No part is called ${unknown}: ${Object.keys(parts).join(', ')}.`);

const results = wanted.map((name) => {
  process.stdout.write(`\n== ${name}\n`);
  return runPart(name);
});
rmSync(reports, { recursive: true });

process.stdout.write('\n');
for (const { name, passed, failed, isAbsent, seconds } of results) {
  process.stdout.write(
    `${isAbsent ? 'NOT RUN' : failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed, ${seconds} s\n`,
  );
}
for (const { name, failures } of results) {
  for (const { title, message = '' } of failures) {
    process.stdout.write(
      `FAILED ${name}: ${title}: ${stripVTControlCharacters(message).replace(/\s+/g, ' ').slice(0, 400)}\n`,
    );
  }
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
