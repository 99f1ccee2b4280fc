import { basename } from 'node:path';
import type { JobDetail, JobLoad } from '@/lib/api/job-contracts';
import { processesWith } from '@/lib/testing/seen-processes';
import { until } from '../../../launcher/testing/processes';
import type { ChaosKneepoint } from '../chaos-kneepoint';
import { ChaosFailure } from '../run-round';
import { loadsPerJob } from './chaos-job';
import { eventsIn, foldersOf, resultsIn } from './job-folder-watch';
import type { Fall, JobRoundPlan } from './plan-job-round';

interface JobRound {
  plan: JobRoundPlan;
  /** The job as it ended after the kill, */
  first: JobDetail;
  /** and as it is now, tried again where that was needed. */
  job: JobDetail;
  fall: Fall;
}

/**
 * Holds a round against what must be true: every load measured exactly once, on the target as in the database; nothing
 * begun twice; a second try of nothing but what the first left; no process. Throws ChaosFailure naming the round.
 */
export async function judgeJobRound(kneepoint: ChaosKneepoint, round: JobRound): Promise<{ resultWaited: boolean }> {
  const { plan, job, fall } = round;
  const folders = foldersOf(kneepoint.dataDir, job.id);
  const stored = await storedOf(kneepoint, job);
  const faults = [
    ...faultsOfLoads(round),
    ...stored.faults,
    ...faultsOfTries(round),
    ...folders.flatMap(faultsOfFolder),
  ];
  const results = folders.reduce((sum, folder) => sum + resultsIn(folder).size, 0);
  if (results !== loadsPerJob) faults.push(`${results} results of ${loadsPerJob} loads lie on the target`);
  await until('no process is left', () => processesWith(job.id).length === 0, 10_000).catch(() => {
    faults.push(
      `left over: ${processesWith(job.id)
        .map(({ command }) => command)
        .join('; ')}`,
    );
  });
  if (faults.length > 0)
    throw new ChaosFailure(
      `Round ${plan.round} (${plan.victim}, ${fall.moment}), job ${job.id}: ${faults.join('; ')}. ${JSON.stringify(job)}`,
    );
  const waited = [...resultsIn(folders[0]!)].some(([name, at]) => at <= fall.at && !(stored.at.get(name)! <= fall.at));
  return { resultWaited: waited };
}

const doneIn = ({ attempts }: JobDetail): JobLoad[] =>
  attempts.flatMap(({ loads }) => loads.filter(({ phase }) => phase === 'done'));

function faultsOfLoads({ job }: JobRound): string[] {
  const done = doneIn(job);
  const keys = new Set(done.map(({ key }) => key));
  const measurements = new Set(done.map(({ measurement }) => measurement));
  const isOnce = done.length === loadsPerJob && keys.size === done.length && measurements.size === done.length;
  return isOnce ? [] : [`${done.length} loads are done, of ${keys.size} keys with ${measurements.size} measurements`];
}

/** Nobody but a job that was killed itself is tried again, and then only with what is missing. */
function faultsOfTries({ plan, first, job }: JobRound): string[] {
  const tries = job.attempts.map((attempt) => attempt.try);
  if (plan.victim !== 'leader' && tries.length > 1) return [`it was tried ${tries.length} times`];
  const before = new Set(doneIn(first).map(({ key }) => key));
  const again = job.attempts.find((attempt) => attempt.try === 2)?.loads ?? [];
  return again.filter(({ key }) => before.has(key)).map(({ key }) => `${key} was measured, and was tried again`);
}

/** In one folder a script, its server and each of its loads begin once. */
function faultsOfFolder(folder: string): string[] {
  const events = eventsIn(folder);
  const begun = events
    .filter(({ event }) => ['started', 'load-started', 'load-finished'].includes(event))
    .map(({ event, load }) => `${event} ${load ?? ''}`);
  const twice = new Set(begun.filter((one, i) => begun.indexOf(one) !== i));
  const count = (name: string) => events.filter(({ event }) => event === name).length;
  // A server that found its port taken has not begun.
  if (count('server-started') - count('port-lost') > 1) twice.add('server-started');
  return [...twice].map((one) => `${basename(folder)} has "${one}" twice`);
}

/** What the database holds of the job and of all before it; and when each load of the first try came in. */
async function storedOf(kneepoint: ChaosKneepoint, job: JobDetail) {
  const { jobsMade } = kneepoint;
  return kneepoint.withDatabase(async (db) => {
    const ofJobs = { import: { via: 'job' } };
    const [all, jobs] = await Promise.all([db.measurement.count({ where: ofJobs }), db.job.count()]);
    const loads = doneIn(job);
    const ids = loads.flatMap(({ measurement }) => measurement ?? []);
    const rows = await db.measurement.findMany({ where: { id: { in: ids } }, select: { id: true, importedAt: true } });
    const at = new Map(rows.map(({ id, importedAt }) => [id, importedAt.getTime()]));
    const expected = jobsMade * loadsPerJob;
    const faults: string[] = [];
    if (jobs !== jobsMade) faults.push(`${jobsMade} jobs were asked for, and ${jobs} are there`);
    if (all !== expected) faults.push(`${expected} loads were measured so far, and ${all} measurements are stored`);
    return { faults, at: new Map(loads.map(({ name, measurement }) => [name, at.get(measurement!)])) };
  });
}
