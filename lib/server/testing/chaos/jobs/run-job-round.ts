import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '@/lib/api/client';
import type { JobDetail, JobRequestInput } from '@/lib/api/job-contracts';
import { isSettled } from '@/lib/domain/plan/job-state';
import { processesWith } from '@/lib/testing/seen-processes';
import { until } from '../../../launcher/testing/processes';
import type { ChaosKneepoint } from '../chaos-kneepoint';
import { ChaosFailure } from '../run-round';
import type { JobRoundPlan } from './plan-job-round';

const concurrencies = [1, 2, 3];
const patienceMs = 240_000;

export interface JobRoundOutcome {
  plan: JobRoundPlan;
  /** Phase of the job when the kill fell; null: it was not made yet. */
  fell: string | null;
  retries: number;
  tookMs: number;
}

const request = (round: number): JobRequestInput => ({
  name: `chaos ${round}`,
  target: 'local-simulator',
  deployment: { source: 'started', model: 'facebook/opt-125m' },
  workloads: [{ kind: 'random', isl: 16, osl: 4 }],
  loads: { mode: 'list', knob: 'concurrency', values: concurrencies },
  prompts: { perConcurrency: 1, floor: 4 },
});

/**
 * Launches a job, kills one process at the planned moment, lets everything come back, and waits for the job's end,
 * with a retry where what was killed was the job itself. Then every load must be measured exactly once, no server may
 * have been started twice in one try, and no process may be left. Throws ChaosFailure otherwise.
 */
export async function runJobRound(
  kneepoint: ChaosKneepoint,
  plan: JobRoundPlan | null,
  usualMs: number,
  round: number,
): Promise<JobRoundOutcome> {
  const startedAt = Date.now();
  let id: string | null = null;
  const making = makeJob(kneepoint, round).then((made) => (id = made));
  let fell: string | null = null;
  if (plan !== null) {
    await sleep(plan.share * usualMs);
    fell = await kill(kneepoint, plan, () => id);
  }
  await kneepoint.untilBack();
  const { job, retries } = await untilMeasured(kneepoint, await making);
  judge(kneepoint, job, round, plan?.victim ?? 'nobody');
  const none: JobRoundPlan = { round, victim: 'web', share: 0 };
  return { plan: plan ?? none, fell, retries, tookMs: Date.now() - startedAt };
}

const clientOf = ({ address: baseUrl, token }: ChaosKneepoint) => createApiClient({ baseUrl, token });

/** Sent again and again with one key until it is answered: that makes one job. */
async function makeJob(kneepoint: ChaosKneepoint, round: number): Promise<string> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(200)) {
    const made = await clientOf(kneepoint)
      .createJob(request(round), `chaos-${round}`)
      .catch(() => null);
    if (made !== null) return made.id;
  }
  throw new ChaosFailure(`Round ${round}: the job could not be made.`);
}

async function kill(
  kneepoint: ChaosKneepoint,
  { victim }: JobRoundPlan,
  idOf: () => string | null,
): Promise<string | null> {
  const id = idOf();
  const job =
    id === null
      ? null
      : await clientOf(kneepoint)
          .job(id)
          .catch(() => null);
  if (victim !== 'leader') kneepoint.kill(victim);
  else if (id !== null) killLeader(kneepoint, id);
  return job?.state.phase ?? null;
}

/** Where it has not begun, or has ended, there is nobody to kill. */
function killLeader({ dataDir }: ChaosKneepoint, id: string): void {
  for (const folder of foldersOf(dataDir, id)) {
    try {
      const [pid] = readFileSync(join(folder, 'lock/leader'), 'utf8').split(' ');
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      continue;
    }
  }
}

function foldersOf(dataDir: string, id: string): string[] {
  const work = join(dataDir, 'work/simulator');
  if (!existsSync(work)) return [];
  return readdirSync(work)
    .filter((name) => name.startsWith(`kneepoint-${id}.`))
    .map((name) => join(work, name));
}

async function untilMeasured(kneepoint: ChaosKneepoint, id: string): Promise<{ job: JobDetail; retries: number }> {
  const client = clientOf(kneepoint);
  for (let retries = 0; retries < 4; retries++) {
    let job: JobDetail | null = null;
    const hasEnded = async () => {
      job = await client.job(id).catch(() => null);
      return job !== null && isSettled(job.state);
    };
    await until('the job has ended', hasEnded, patienceMs).catch(() => {
      throw new ChaosFailure(`Job ${id} does not end: ${JSON.stringify(job?.state)}.`);
    });
    if (job!.state.phase === 'succeeded') return { job: job!, retries };
    await client.retryJob(id);
  }
  throw new ChaosFailure(`Job ${id} does not succeed, however often it is tried again.`);
}

function judge({ dataDir }: ChaosKneepoint, job: JobDetail, round: number, victim: string): void {
  const fail = (what: string) => {
    throw new ChaosFailure(`Round ${round} (${victim}), job ${job.id}: ${what}.`);
  };
  const done = job.attempts.flatMap(({ loads }) => loads.filter(({ phase }) => phase === 'done'));
  const keys = new Set(done.map(({ key }) => key));
  const measurements = new Set(done.map(({ measurement }) => measurement));
  if (done.length !== concurrencies.length || keys.size !== done.length || measurements.size !== done.length)
    fail(`${done.length} loads are done, ${keys.size} different ones with ${measurements.size} measurements`);
  for (const folder of foldersOf(dataDir, job.id)) {
    const events = readFileSync(join(folder, 'events.ndjson'), 'utf8');
    const count = (name: string) => events.split(`"event":"${name}"`).length - 1;
    if (count('started') > 1) fail(`${folder} was started ${count('started')} times`);
    if (count('load-finished') > concurrencies.length) fail(`${folder} has finished loads twice`);
  }
  const left = processesWith(job.id);
  if (left.length > 0) fail(`left over: ${left.map(({ command }) => command).join('; ')}`);
}

/** What is stored of a job: as many measurements as it has loads, not one more. */
export async function refuseDoubles(kneepoint: ChaosKneepoint, rounds: number): Promise<void> {
  const stored = await kneepoint.withDatabase((db) => db.measurement.count({ where: { import: { via: 'job' } } }));
  const jobs = await kneepoint.withDatabase((db) => db.job.count());
  if (jobs !== rounds) throw new ChaosFailure(`${rounds} jobs were asked for, and ${jobs} are there.`);
  if (stored !== rounds * concurrencies.length)
    throw new ChaosFailure(
      `${rounds * concurrencies.length} loads were measured, and ${stored} measurements are stored.`,
    );
}
