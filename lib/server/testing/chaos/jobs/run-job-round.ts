import { setTimeout as sleep } from 'node:timers/promises';
import { createApiClient } from '@/lib/api/client';
import type { JobDetail } from '@/lib/api/job-contracts';
import { isSettled } from '@/lib/domain/plan/job-state';
import { processesWith } from '@/lib/testing/seen-processes';
import { until } from '../../../launcher/testing/processes';
import type { ChaosKneepoint } from '../chaos-kneepoint';
import { ChaosFailure } from '../run-round';
import { chaosJob, loadsPerJob } from './chaos-job';
import { eventsIn, foldersOf, hasCome, momentOf, pidIn } from './job-folder-watch';
import { judgeJobRound } from './judge-job-round';
import { type Fall, type JobRoundPlan, type JobVictim, type Moment, moments } from './plan-job-round';

const patienceMs = 300_000;
/** Between two looks at a job's folder: far shorter than the shortest of its moments. */
const lookMs = 5;

export interface JobRoundOutcome {
  victim: JobVictim;
  /** `ended`: whatever there was of the job was fetched already. */
  fell: Moment | 'ended' | 'not made';
  /** There was a result at that time that was not stored yet. */
  resultWaited: boolean;
  retries: number;
}

/** How long each moment takes, in milliseconds, each time a job comes to it. */
export type Lengths = Record<Moment, number>;

const clientOf = ({ address: baseUrl, token }: ChaosKneepoint) => createApiClient({ baseUrl, token });

/**
 * Launches a job, kills one process at the planned moment, lets everything come back, and waits for the job's end,
 * with a retry where what was killed was the job itself. Throws ChaosFailure where anything is not as `judgeJobRound`
 * wants it.
 */
export async function runJobRound(
  kneepoint: ChaosKneepoint,
  plan: JobRoundPlan,
  lengths: Lengths,
): Promise<JobRoundOutcome> {
  const made: { id: string | null } = { id: null };
  const making = makeJob(kneepoint, plan.round).then((id) => (made.id = id));
  const fall = await killAsPlanned(kneepoint, plan, lengths, made);
  await kneepoint.untilBack();
  const first = await untilSettled(kneepoint, await making);
  const job = await untilMeasured(kneepoint, plan, first);
  const { resultWaited } = await judgeJobRound(kneepoint, { plan, first, job, fall });
  const hadEnded = first.finishedAt !== null && Date.parse(first.finishedAt) <= fall.at;
  return {
    victim: plan.victim,
    fell: !fall.killed ? 'not made' : hadEnded ? 'ended' : fall.moment,
    resultWaited,
    retries: Math.max(...job.attempts.map((attempt) => attempt.try)) - 1,
  };
}

/** Runs a job that nobody disturbs, and tells how long its moments take. */
export async function measureMoments(kneepoint: ChaosKneepoint, round: number): Promise<Lengths> {
  const id = makeJob(kneepoint, round);
  const seen = { id: null as string | null, hasEnded: false };
  const running = id.then(async (made) => {
    seen.id = made;
    await untilSettled(kneepoint, made);
    seen.hasEnded = true;
  });
  const visits: { moment: Moment; ms: number }[] = [];
  while (!seen.hasEnded) {
    const since = performance.now();
    const moment = momentOf(seen.id === null ? undefined : foldersOf(kneepoint.dataDir, seen.id)[0], loadsPerJob);
    await Promise.race([sleep(lookMs), running]);
    if (visits.at(-1)?.moment !== moment) visits.push({ moment, ms: 0 });
    visits.at(-1)!.ms += performance.now() - since;
  }
  const length = (moment: Moment) => {
    const own = visits.filter((visit) => visit.moment === moment);
    return own.reduce((sum, { ms }) => sum + ms, 0) / Math.max(own.length, 1);
  };
  return Object.fromEntries(moments.map((moment) => [moment, length(moment)])) as Lengths;
}

/** Sent again and again with one key until it is answered: that makes one job. */
async function makeJob(kneepoint: ChaosKneepoint, round: number): Promise<string> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(100)) {
    const made = await clientOf(kneepoint)
      .createJob(chaosJob(round), `chaos-${round}`)
      .catch(() => null);
    if (made === null) continue;
    kneepoint.jobsMade += 1;
    return made.id;
  }
  throw new ChaosFailure(`Round ${round}: the job could not be made.`);
}

async function killAsPlanned(
  kneepoint: ChaosKneepoint,
  plan: JobRoundPlan,
  lengths: Lengths,
  made: { id: string | null },
): Promise<Fall> {
  const folder = () => (made.id === null ? undefined : foldersOf(kneepoint.dataDir, made.id)[0]);
  const giveUpAt = Date.now() + patienceMs;
  while (!hasCome(plan, folder(), loadsPerJob)) {
    if (Date.now() > giveUpAt) throw new ChaosFailure(`Round ${plan.round}: the job never came to "${plan.moment}".`);
    await sleep(lookMs);
  }
  // A moment may be shorter this time; a leader killed too late would be none.
  await sleep(plan.share * lengths[plan.moment] * (plan.victim === 'leader' ? 0.5 : 1));
  const moment = momentOf(folder(), loadsPerJob);
  const at = Date.now();
  if (plan.victim !== 'leader') kneepoint.kill(plan.victim);
  const killed = plan.victim !== 'leader' || killLeader(folder()!, plan.withWatchdog);
  return { at, moment, killed };
}

/** false where it lives no more. */
function killLeader(folder: string, withWatchdog: boolean): boolean {
  const [leader, watchdog] = [pidIn(folder, 'leader'), pidIn(folder, 'watchdog')];
  if (leader === null) return false;
  try {
    if (withWatchdog && watchdog !== null) process.kill(watchdog, 'SIGKILL');
    process.kill(leader, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

async function untilSettled(kneepoint: ChaosKneepoint, id: string): Promise<JobDetail> {
  let job: JobDetail | null = null;
  const hasEnded = async () => {
    job =
      (await clientOf(kneepoint)
        .job(id)
        .catch(() => null)) ?? job;
    return job !== null && isSettled(job.state);
  };
  await until('the job has ended', hasEnded, patienceMs).catch(() => {
    const events = foldersOf(kneepoint.dataDir, id).map((folder) => JSON.stringify(eventsIn(folder).slice(-5)));
    const left = processesWith(id).map(({ command }) => command);
    throw new ChaosFailure(
      `Job ${id} does not end: ${JSON.stringify(job?.state)}. Its last events: ${events.join(' ')}. Its processes: ${left.join('; ')}.`,
    );
  });
  return job!;
}

/** A job whose own script was killed ends with some of its loads, or none; it is tried again once, and no other is. */
async function untilMeasured(kneepoint: ChaosKneepoint, plan: JobRoundPlan, first: JobDetail): Promise<JobDetail> {
  if (first.state.phase === 'succeeded') return first;
  if (plan.victim !== 'leader' || !['lost', 'partial'].includes(first.state.phase))
    throw new ChaosFailure(`Round ${plan.round} (${plan.victim}): the job ends as ${JSON.stringify(first.state)}.`);
  await clientOf(kneepoint).retryJob(first.id);
  const second = await untilSettled(kneepoint, first.id);
  if (second.state.phase === 'succeeded') return second;
  throw new ChaosFailure(`Round ${plan.round}: tried again, the job ends as ${JSON.stringify(second.state)}.`);
}
