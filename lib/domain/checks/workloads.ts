import { formatCount, formatPercent } from '@/lib/units/format';
import { type Check, type Checked, aFlag } from './check';

/** Made-up prompts: nothing but the requested length decides how long an answer is. */
function isSynthetic(dataset: string): boolean {
  return /^(random|synthetic|dummy)/i.test(dataset);
}

/** Answers may end by themselves: real prompts, and end-of-sequence not ignored. */
function mayEndEarly({ workload }: Checked): boolean {
  return workload.dataset !== null && !isSynthetic(workload.dataset) && workload.ignoreEos !== true;
}

/**
 * `osl-mismatch`: achieved mean OSL below 0.9 or above 1.1 of the requested. Told in the details where answers may end by
 * themselves; invalid above twice the requested, which no server sends: the tokens are counted wrong.
 */
export const oslMismatch: Check = (measurement) => {
  const requested = measurement.workload.osl;
  const achieved = measurement.derived.meanOsl;
  if (requested === null || requested === 0 || achieved === null) return null;
  const ratio = achieved / requested;
  if (ratio >= 0.9 && ratio <= 1.1) return null;
  const numbers = { requestedOsl: requested, meanOsl: achieved };
  const lengths = `${formatCount(Math.round(achieved))} output tokens per request, ${formatCount(requested)} requested`;
  if (ratio > 2) return aFlag('osl-mismatch', 'invalid', `${lengths}: the tokens are counted wrong.`, numbers);
  const severity = ratio < 0.9 && mayEndEarly(measurement) ? 'info' : 'warning';
  return aFlag('osl-mismatch', severity, `${lengths}.`, numbers);
};

/** `warm-cache`: prefix-cache hits though prompts are random and share nothing. Over 1 % a warning, over 20 % invalid. */
export const warmCache: Check = ({ workload, evidence }) => {
  const rate = evidence.prefixCacheHitRate;
  if (rate === null || rate <= 0.01 || workload.dataset === null || !isSynthetic(workload.dataset)) return null;
  if ((workload.sharedPrefix ?? 0) > 0) return null;
  const message = `${formatPercent(rate)} of the prompt tokens came from a warm prefix cache, though the prompts are random.`;
  return aFlag('warm-cache', rate > 0.2 ? 'invalid' : 'warning', message, { prefixCacheHitRate: rate });
};
