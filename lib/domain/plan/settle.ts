import type { JobState, Outcome } from './job-state';

/** Reasons that are deadlines: without a single result they mean timed out, not failed. */
const deadlines = new Set(['server-not-ready', 'job-deadline', 'overdue']);
/** Reasons that mean nobody is left to say what happened. */
const losses = new Set(['gone', 'leader-died']);

interface Counts {
  done: number;
  failed: number;
  total: number;
}

function outcomeOf(reason: string, { done, failed, total }: Counts): Outcome {
  if (reason === 'cancelled') return 'cancelled';
  // However it ended, when everything was measured nothing is missing.
  if ((reason === 'done' && failed === 0) || (done > 0 && done === total)) return 'succeeded';
  if (done > 0) return 'partial';
  if (deadlines.has(reason)) return 'timed-out';
  return losses.has(reason) ? 'lost' : 'failed';
}

/**
 * What a job that has ended settles as, once its files are here: `collected` is how many results there are, which
 * counts for more than what it said itself. Loads that failed beside others that did not make it partial, and so does
 * an end of any other kind with results in hand.
 */
export function settle(state: Extract<JobState, { phase: 'collecting' }>, collected: number, now: string): JobState {
  const { total, reason } = state;
  // A result it counted and that never arrived is a load that failed.
  const failed = reason === 'done' ? state.failed + Math.max(0, state.done - collected) : state.failed;
  const counts = { done: collected, failed, total: Math.max(total, collected) };
  const outcome = outcomeOf(reason, counts);
  if (outcome === 'succeeded' || outcome === 'cancelled') return { phase: outcome, since: now, ...counts };
  return { phase: outcome, since: now, ...counts, reason, message: messageOf(state, failed) };
}

function messageOf({ reason, message, total }: Extract<JobState, { phase: 'collecting' }>, failed: number): string {
  if (reason !== 'done') return message;
  return `${failed} of ${total} loads failed.`;
}
