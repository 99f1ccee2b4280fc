import { formatCount, formatMilliseconds, formatPercent, formatSeconds } from '@/lib/units/format';
import { closedLoopLoad, isPromptBurst } from '../load';
import { isOffline } from '../offline';
import { type Check, aFlag } from './check';

/** `queued`: under half of a closed loop's load was decoding; the rest waited, and a user's wait is in TTFT alone. */
export const queued: Check = ({ derived, load, latency }) => {
  const asked = closedLoopLoad(load);
  const { inService } = derived;
  if (asked === null || inService === null || inService.value >= 0.5 * asked) return null;
  const ttft = latency.ttftMs?.median ?? null;
  const served = formatCount(
    inService.value < 10 ? Math.round(inService.value * 10) / 10 : Math.round(inService.value),
  );
  const wait = ttft === null ? '' : `; median TTFT ${formatMilliseconds(ttft)}`;
  const message = `${inService.exact ? '' : 'About '}${served} of ${formatCount(asked)} were in service${wait}.`;
  return aFlag('queued', 'warning', message, { inService: inService.value, load: asked, medianTtftMs: ttft });
};

/** `load-is-prompts`: everything sent at once without a cap, so the concurrency is no constant. */
export const loadIsPrompts: Check = ({ load, evidence }) => {
  if (!isPromptBurst(load) || isOffline({ evidence })) return null;
  const prompts = load.numPrompts === null ? 'All prompts' : `All ${formatCount(load.numPrompts)} prompts`;
  const message = `${prompts} were sent at once and drained, so the concurrency fell during the run.`;
  return aFlag('load-is-prompts', 'info', message, { numPrompts: load.numPrompts });
};

/** `short-run`: under 30 s, or fewer than five requests per place under a cap: ramp-up and drain weigh too much. */
export const shortRun: Check = ({ load, durationS, counts }) => {
  if (isPromptBurst(load)) return null;
  const requests = counts.requests ?? counts.completed ?? load.numPrompts;
  const cap = load.maxConcurrency;
  const isFew = cap !== null && requests !== null && requests < 5 * cap;
  if (durationS !== null && durationS < 30) {
    const message = `The run lasted only ${formatSeconds(durationS)}.`;
    return aFlag('short-run', 'warning', message, { durationS, requests, concurrency: cap });
  }
  if (!isFew) return null;
  const message = `Only ${formatCount(requests)} requests at a concurrency of ${formatCount(cap)}: ramp-up and drain weigh heavily.`;
  return aFlag('short-run', 'warning', message, { durationS, requests, concurrency: cap });
};

/** `ramp-dominated`: under half of the run had at least 95 % of the cap in flight. */
export const rampDominated: Check = ({ evidence }) => {
  const share = evidence.steadyStateShare;
  if (share === null || share >= 0.5) return null;
  const message = `Only ${formatPercent(share)} of the run was in its steady state.`;
  return aFlag('ramp-dominated', 'warning', message, { steadyStateShare: share });
};

/** `client-limited`: the generator's own p99 lag, over 5 % of TPOT or over 5 ms; invalid over 25 % of TPOT. */
export const clientLimited: Check = ({ evidence, latency }) => {
  const lag = evidence.clientLagP99Ms;
  const tpot = latency.tpotMs?.median ?? latency.tpotMs?.mean ?? null;
  if (lag === null) return null;
  const share = tpot === null || tpot <= 0 ? null : lag / tpot;
  if (lag <= 5 && (share === null || share <= 0.05)) return null;
  const ofTpot = share === null ? '' : `, ${formatPercent(share)} of TPOT`;
  const message = `The load generator itself lagged ${formatMilliseconds(lag)} at p99${ofTpot}.`;
  const severity = share !== null && share > 0.25 ? 'invalid' : 'warning';
  return aFlag('client-limited', severity, message, { clientLagP99Ms: lag, tpotMs: tpot });
};
