// npm run chaos -- [--rounds 100] [--seed 1]: kill -9 of launcher, web and database process around imports.
// npm run chaos -- jobs [--rounds 50] [--seed 1]: around jobs, so many times each of those, the worker and the job itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ChaosKneepoint } from './chaos-kneepoint';
import { chaosOfJobs } from './jobs/chaos-of-jobs';
import { createRandom, planRound, victims } from './plan-round';
import { measureUsual, type RoundOutcome, runRound } from './run-round';

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string' }, seed: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const aroundJobs = positionals[0] === 'jobs';
const [rounds, seed] = [Number(values.rounds ?? (aroundJobs ? 50 : 100)), Number(values.seed)];

const folder = await mkdtemp(join(tmpdir(), 'kneepoint-chaos-'));
const outcomes: RoundOutcome[] = [];
// One after the other: the first start builds what both run.
const kneepoint = await ChaosKneepoint.start(join(folder, 'first'));
const kneepoints = aroundJobs ? [kneepoint, await ChaosKneepoint.start(join(folder, 'second'))] : [kneepoint];
const startedAt = Date.now();
try {
  await (aroundJobs ? chaosOfJobs(kneepoints, { each: rounds, seed }, say) : chaosOfImports());
} catch (error) {
  say(error instanceof Error && error.name === 'ChaosFailure' ? error.message : String((error as Error).stack));
  for (const one of kneepoints) say(one.lastWords());
  process.exitCode = 1;
} finally {
  if (!aroundJobs) report();
  await Promise.all(kneepoints.map((one) => one.end()));
  await rm(folder, { recursive: true, force: true });
}

async function chaosOfImports(): Promise<void> {
  const random = createRandom(seed);
  const took = await measureUsual(kneepoint);
  say(`An import takes ${usual(took).toFixed(0)} ms. ${rounds} rounds, seed ${seed}.`);
  for (let round = 1; round <= rounds; round++) {
    const outcome = await runRound(kneepoint, planRound(round, random), usual(took));
    outcomes.push(outcome);
    took.push(outcome.resendMs);
  }
}

/** The median of the last five: the machine may have other things to do now and then. */
function usual(took: readonly number[]): number {
  return took.slice(-5).toSorted((a, b) => a - b)[2] ?? 0;
}

function report(): void {
  const where = (test: (outcome: RoundOutcome) => boolean) => outcomes.filter(test).length;
  const fell = (['before', 'inside', 'after'] as const).map((name) => `${where((one) => one.fell === name)} ${name}`);
  const killed = victims.map((name) => `${where(({ plan }) => plan.victim === name)} ${name}`);
  const inside = outcomes.filter((one) => one.fell === 'inside');
  const whole = inside.filter(({ stored }) => stored === 'whole').length;
  const perRound = (Date.now() - startedAt) / 1000 / Math.max(outcomes.length, 1);
  say(`Kills fell ${fell.join(', ')} (killed: ${killed.join(', ')}).`);
  say(
    `Of those inside, ${whole} imports were there whole, ${inside.length - whole} not at all; a resend made each once.`,
  );
  say(`${perRound.toFixed(1)} s a round.`);
  say(`${outcomes.length} passed, ${rounds - outcomes.length} failed`);
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}
