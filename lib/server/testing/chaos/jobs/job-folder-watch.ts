import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { JobRoundPlan, Moment } from './plan-job-round';

/** One line of a job's events, as far as it matters here. */
export interface FolderEvent {
  event: string;
  load?: string;
}

/** The folders of a job's tries on the simulator's target, in their order. */
export function foldersOf(dataDir: string, jobId: string): string[] {
  const work = join(dataDir, 'work/simulator');
  if (!existsSync(work)) return [];
  return readdirSync(work)
    .filter((name) => name.startsWith(`kneepoint-${jobId}.`))
    .sort()
    .map((name) => join(work, name));
}

/** The whole lines of its events; none where there is no such file. */
export function eventsIn(folder: string): FolderEvent[] {
  const text = readOrNull(join(folder, 'events.ndjson')) ?? '';
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter(Boolean).map((line) => JSON.parse(line) as FolderEvent);
}

/** Names of the loads that have a result, each with the time it was put there. */
export function resultsIn(folder: string): Map<string, number> {
  const results = join(folder, 'results');
  if (!existsSync(results)) return new Map();
  const names = readdirSync(results).flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? []);
  return new Map(names.map((name) => [name, statSync(join(results, `${name}.json`)).mtimeMs]));
}

/** The process that a lock names: "leader" or "watchdog"; null where there is none. */
export function pidIn(folder: string, holder: 'leader' | 'watchdog'): number | null {
  const pid = Number(readOrNull(join(folder, 'lock', holder))?.split(' ')[0]);
  return pid > 0 ? pid : null;
}

/** Where a job is, looking at nothing but its folder; `loads` is how many it has. */
export function momentOf(folder: string | undefined, loads: number): Moment {
  if (folder === undefined) return 'before';
  if (existsSync(join(folder, 'exit.json'))) return 'collecting';
  const events = eventsIn(folder);
  if (events.length === 0) return 'submitting';
  const last = events.findLast(({ event }) => event.startsWith('load-'));
  if (last === undefined) return 'starting';
  if (last.event !== 'load-started') return resultsIn(folder).size === loads ? 'ending' : 'between';
  return clientHasEnded(folder, last.load!) ? 'between' : 'inside';
}

/** Whether a job has come to the planned moment, or is beyond it. */
export function hasCome({ victim, moment, load }: JobRoundPlan, folder: string | undefined, loads: number): boolean {
  if (moment === 'before') return true;
  if (folder === undefined) return false;
  if (existsSync(join(folder, 'exit.json'))) return true;
  const name = String(load + 1).padStart(4, '0');
  switch (moment) {
    case 'submitting':
      return victim !== 'leader' || pidIn(folder, 'leader') !== null;
    case 'starting':
      return eventsIn(folder).length > 0;
    case 'inside':
      return eventsIn(folder).some((one) => one.event === 'load-started' && one.load === name);
    case 'between':
      return clientHasEnded(folder, name);
    case 'ending':
      return resultsIn(folder).size === loads;
    case 'collecting':
      return false;
  }
}

/** Its client has written what it measured, whether the script has noticed by now or not. */
const clientHasEnded = (folder: string, load: string): boolean =>
  existsSync(join(folder, `tmp/${load}.json`)) || existsSync(join(folder, `results/${load}.json`));

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
