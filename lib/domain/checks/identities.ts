import { formatCount, formatMilliseconds, formatNumber, formatPercent, formatRatio } from '@/lib/units/format';
import { tokensPerChunk, isChunkedStream } from '../chunked-stream';
import { closedLoopLoad, isPromptBurst } from '../load';
import { requestsPerS } from '../throughput';
import { type Check, type Checked, aFlag, relativeDifference } from './check';

/** Mean E2E by its parts: mean TTFT + mean TPOT x (mean OSL - 1). null where one of them is unknown. */
function assembledE2eMs({ latency, derived }: Checked): number | null {
  const ttft = latency.ttftMs?.mean ?? null;
  const tpot = latency.tpotMs?.mean ?? null;
  const { meanOsl } = derived;
  return ttft === null || tpot === null || meanOsl === null ? null : ttft + tpot * Math.max(0, meanOsl - 1);
}

function factor(a: number, b: number): number {
  return Math.max(a, b) / Math.min(a, b);
}

const hourMs = 3_600_000;

/**
 * `unit-suspect`: a median TTFT nobody has (below 0.05 ms, above 10 h), or a mean E2E about a thousand times off its parts:
 * seconds taken for milliseconds or the reverse.
 */
export const unitSuspect: Check = (measurement) => {
  const ttft = measurement.latency.ttftMs?.median ?? null;
  if (ttft !== null && ttft > 0 && (ttft < 0.05 || ttft > 10 * hourMs)) {
    const message = `A median TTFT of ${formatMilliseconds(ttft)} is not plausible: is the unit right?`;
    return aFlag('unit-suspect', 'invalid', message, { medianTtftMs: ttft });
  }
  const e2e = measurement.latency.e2elMs?.mean ?? null;
  const parts = assembledE2eMs(measurement);
  if (e2e === null || parts === null || e2e <= 0 || parts <= 0) return null;
  const off = factor(e2e, parts);
  if (off < 500 || off > 2000) return null;
  const message = `Mean E2E is ${formatMilliseconds(e2e)}, but TTFT and TPOT add up to ${formatMilliseconds(parts)}: is the unit right?`;
  return aFlag('unit-suspect', 'invalid', message, { meanE2elMs: e2e, assembledE2elMs: parts });
};

/** Whether every answer has the same length: requested without spread, to the end, and so achieved. */
function hasFixedOsl({ workload, derived }: Checked): boolean {
  if (workload.osl === null || workload.lengthSpread !== 0 || derived.meanOsl === null) return false;
  return workload.ignoreEos !== false && relativeDifference(derived.meanOsl, workload.osl) < 0.01;
}

/**
 * `tpot-identity`: mean E2E against mean TTFT + mean TPOT x (mean OSL - 1). Over 10 % off where all answers are equally
 * long; over 1.7x otherwise, because there a mean of ratios is not the ratio of means. Not judged under speculative
 * decoding with several tokens per chunk, and left to `unit-suspect` where the units look wrong.
 */
export const tpotIdentity: Check = (measurement) => {
  const e2e = measurement.latency.e2elMs?.mean ?? null;
  const parts = assembledE2eMs(measurement);
  if (e2e === null || parts === null || e2e <= 0 || parts <= 0 || factor(e2e, parts) >= 500) return null;
  if (measurement.evidence.speculative === true && isChunkedStream(measurement.latency)) return null;
  const fixed = hasFixedOsl(measurement);
  if (fixed ? relativeDifference(parts, e2e) <= 0.1 : factor(e2e, parts) <= 1.7) return null;
  const message = `TTFT and TPOT add up to ${formatMilliseconds(parts)}, but mean E2E is ${formatMilliseconds(e2e)}: TPOT may be defined differently here.`;
  return aFlag('tpot-identity', 'warning', message, { meanE2elMs: e2e, assembledE2elMs: parts }, 'user-speed');
};

/** `throughput-identity`: output tokens / duration against the output tok/s stated, over 2 % apart. */
export const throughputIdentity: Check = ({ counts, durationS, throughput }) => {
  const stated = throughput.outputTokensPerS;
  if (stated === null || stated <= 0 || counts.outputTokens === null || durationS === null || durationS <= 0)
    return null;
  const counted = counts.outputTokens / durationS;
  const off = relativeDifference(counted, stated);
  if (off <= 0.02) return null;
  const message = `${formatNumber(stated)} output tok/s are stated, but tokens / duration gives ${formatNumber(counted)} (${formatPercent(off, 1)} apart).`;
  return aFlag('throughput-identity', 'warning', message, { statedTokensPerS: stated, countedTokensPerS: counted });
};

/** `littles-law`: requests/s x mean E2E against the load of a closed loop, over 25 % apart. */
export const littlesLaw: Check = (measurement) => {
  const asked = closedLoopLoad(measurement.load);
  const rate = requestsPerS(measurement);
  const e2e = measurement.latency.e2elMs?.mean ?? null;
  if (asked === null || asked === 0 || isPromptBurst(measurement.load) || rate === null || e2e === null) return null;
  const inFlight = (rate * e2e) / 1000;
  if (relativeDifference(inFlight, asked) <= 0.25) return null;
  const message = `Requests/s × mean E2E says ${formatCount(inFlight)} requests were in flight, not ${formatCount(asked)}.`;
  return aFlag('littles-law', 'info', message, { inFlight, load: asked });
};

/** `peak-below-mean`: the peak output rate counts chunks, and several tokens came per chunk. */
export const peakBelowMean: Check = ({ throughput }) => {
  const { peakOutputTokensPerS: peak, outputTokensPerS: mean } = throughput;
  if (peak === null || mean === null || peak >= mean) return null;
  const message = `The peak of ${formatNumber(peak)} output tok/s is below the mean of ${formatNumber(mean)}: it counts chunks, not tokens.`;
  return aFlag('peak-below-mean', 'info', message, { peakTokensPerS: peak, meanTokensPerS: mean });
};

/** `chunked-stream`: mean ITL / mean TPOT over 1.3, so 1000 / ITL is no user's speed and is not offered. */
export const chunkedStream: Check = ({ latency }) => {
  const perChunk = tokensPerChunk(latency);
  if (perChunk === null || !isChunkedStream(latency)) return null;
  const message = `Mean ITL is ${formatRatio(perChunk)} mean TPOT: chunks hold several tokens, so ITL says nothing about a user's speed.`;
  return aFlag('chunked-stream', 'info', message, { itlPerTpot: perChunk }, 'user-speed');
};
