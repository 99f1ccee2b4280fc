import { formatCount, formatPercent } from '@/lib/units/format';
import { type Check, type Checked, aFlag } from './check';

/** Requests that were to be answered: as stated, else completed + failed, else the prompts asked for. */
function requestsOf({ counts, load }: Checked): number | null {
  if (counts.requests !== null) return counts.requests;
  if (counts.completed !== null && counts.failed !== null) return counts.completed + counts.failed;
  return load.numPrompts;
}

/** `all-failed`: nothing completed, so every rate and latency of the run is meaningless. */
export const allFailed: Check = (measurement) => {
  if (measurement.counts.completed !== 0) return null;
  const requests = requestsOf(measurement);
  const who = requests ? `None of the ${formatCount(requests)} requests` : 'No request';
  return aFlag('all-failed', 'invalid', `${who} completed.`, { completed: 0, requests });
};

/**
 * `partly-failed`: failed / requests. Over 50 % invalid (what is left looks faster than it is), over 5 % a warning, any
 * failure below that told in the details.
 */
export const partlyFailed: Check = (measurement) => {
  const { completed, failed: stated } = measurement.counts;
  const requests = requestsOf(measurement);
  if (completed === null || completed === 0 || requests === null || requests === 0) return null;
  const failed = stated ?? requests - completed;
  if (failed <= 0) return null;
  const share = failed / requests;
  const severity = share > 0.5 ? 'invalid' : share > 0.05 ? 'warning' : 'info';
  const message = `${formatCount(failed)} of ${formatCount(requests)} requests failed (${formatPercent(share, 1)}).`;
  return aFlag('partly-failed', severity, message, { completed, failed, requests });
};

/**
 * `zero-length-output`: requests that count as completed but produced no token, or, without their count, a median TTFT of
 * 0. A warning; invalid when more than half produced nothing.
 */
export const zeroLengthOutput: Check = ({ evidence, counts, latency }) => {
  const { completed } = counts;
  const empty = evidence.zeroLengthOutputs;
  if (empty !== null && empty > 0 && completed !== null && completed > 0) {
    const severity = empty * 2 > completed ? 'invalid' : 'warning';
    const message = `${formatCount(empty)} of ${formatCount(completed)} completed requests produced no token.`;
    return aFlag('zero-length-output', severity, message, { zeroLengthOutputs: empty, completed });
  }
  if (latency.ttftMs?.median !== 0 || completed === null || completed === 0) return null;
  const message = 'The median TTFT is 0, so at least half of the completed requests streamed no token.';
  return aFlag('zero-length-output', 'warning', message, { medianTtftMs: 0, completed });
};

/** `cancelled`: the source says the run was cut off. */
export const cancelled: Check = ({ evidence }) =>
  evidence.cancelled === true ? aFlag('cancelled', 'invalid', 'The run was cancelled before it ended.') : null;
