import type { LoadPhase } from './job-record';
import type { JobState } from './job-state';
import type { PlannedAttempt } from './plan';

/** What a deadline is measured by; times in milliseconds since 1970. */
export interface Timed {
  state: JobState;
  planned: PlannedAttempt;
  loads: { name: string; phase: LoadPhase; startedAt: number | null }[];
  /** When anything was last seen to change. */
  lastChange: number;
  readyS: number;
}

/** Beyond what the job's own script allows itself, so that it speaks first. */
const graceS = 600;
/** What the script takes before it starts a server: versions asked, GPUs listed. */
const preflightS = 900;
const placingS = 900;
/** Between two loads, or waiting to be told the next one. */
const idleS = 3600;

/**
 * Why an attempt is taken to be stuck, as a sentence; null while it may still move. The job's own script watches its
 * deadlines; this is for when nothing is heard of it. What waits in a native queue may wait for ever.
 */
export function overdue({ state, planned, loads, lastChange, readyS }: Timed, now: number): string | null {
  const since = (now - Date.parse(state.since)) / 1000;
  switch (state.phase) {
    case 'submitting':
      return since > placingS ? `It could not be placed within ${placingS / 60} minutes.` : null;
    case 'starting':
      return since > readyS + preflightS + graceS ? 'It neither became ready nor said why.' : null;
    case 'running': {
      const running = loads.find(({ phase }) => phase === 'running');
      const run = planned.runs.find(({ name }) => name === running?.name);
      const allowed = (run?.deadlineS ?? idleS) + graceS;
      const from = running?.startedAt ?? lastChange;
      return (now - from) / 1000 > allowed ? 'A load is long past its deadline and nothing is heard of it.' : null;
    }
    default:
      return null;
  }
}
