import { formatChange, formatPercent } from '@/lib/units/format';
import type { AdaptiveSettings } from './adaptive-settings';
import { bendRung } from './bend-rung';
import { isDominated } from './dominated';
import { limitOutlook, type Outlook } from './limit-outlook';
import { type AdaptiveDeployment, keepsLimits, type Purpose, type TriedLoad } from './tried-load';

export type AdaptiveStep =
  | { kind: 'load'; load: number; purpose: Purpose; message: string }
  | { kind: 'stop'; reason: 'complete' | 'dominated'; message: string };

/** A doubling of the load may multiply the median TTFT by this; more, and past a second, means that requests queue. */
const ttftBreak = 4;
const ttftBreakFloorMs = 1000;

interface History {
  /** Ascending by load; at least one. */
  tried: TriedLoad[];
  rungs: number[];
  settings: AdaptiveSettings;
  outlook: Outlook | null;
}

/**
 * What an adaptive sweep does next with a deployment, given what it and the `others` have shown. It climbs the ladder
 * by doublings until throughput stops growing, waiting breaks out, a limit is crossed or the ladder ends; with limits,
 * and once the loads tried lie on a line, it leaps to where the line meets the limit. Then it closes in on a crossed
 * limit until no rung is left between; without limits it fills in the bend instead. Pure: same history, same step.
 */
export function nextStep(
  deployment: AdaptiveDeployment,
  others: AdaptiveDeployment[],
  settings: AdaptiveSettings,
): AdaptiveStep {
  const { rungs } = deployment;
  const tried = [...deployment.tried].sort((a, b) => a.load - b.load);
  if (rungs.length === 0) return { kind: 'stop', reason: 'complete', message: 'There is no load to try.' };
  if (tried.length === 0)
    return { kind: 'load', load: rungs[0]!, purpose: 'climb', message: 'The lowest load comes first.' };
  const dominated = settings.dropDominated ? isDominated({ ...deployment, tried }, others, settings) : null;
  if (dominated) return { kind: 'stop', reason: 'dominated', message: dominated };
  const history = { tried, rungs, settings, outlook: limitOutlook(tried, settings) };
  const end = climbEnd(history);
  const step = (end === null ? climb(history) : null) ?? closeIn(history) ?? fillBend(history);
  return step ?? { kind: 'stop', reason: 'complete', message: end ?? 'Every load worth trying has been tried.' };
}

/** By doublings; where the outlook reaches further, as far as it does; nowhere where it is clearly beyond a limit. */
function climb({ tried, rungs, outlook }: History): AdaptiveStep | null {
  const top = tried.at(-1)!.load;
  const above = rungs.filter((rung) => rung > top);
  const next = above[0];
  if (next === undefined) return null;
  const to = (load: number, message: string): AdaptiveStep => ({ kind: 'load', load, purpose: 'climb', message });
  const doubled = above.filter((rung) => rung <= top * 2).at(-1) ?? next;
  if (!outlook) return to(doubled, `From ${top} up to ${doubled}.`);
  const furthest = above.filter(outlook.keeps).at(-1);
  if (furthest !== undefined) return to(furthest, `By what is known, the limit is kept up to ${furthest}.`);
  return outlook.isBeyond(next) ? null : to(next, `From ${top} up to ${next}, close to a limit.`);
}

/** Why the climb is over, as a sentence; null while it goes on. */
function climbEnd({ tried, rungs, settings }: History): string | null {
  const crossed = tried.find((load) => !keepsLimits(load, settings));
  if (crossed) {
    return crossed.outputTokensPerSPerGpu === null
      ? `Load ${crossed.load} failed.`
      : `A limit is crossed at load ${crossed.load}.`;
  }
  const top = tried.at(-1)!;
  const before = tried.findLast((load) => load.load <= top.load / 2) ?? tried.at(-2);
  const flat = before && before.load < top.load ? flattened(before, top, settings) : null;
  return flat ?? (top.load >= rungs.at(-1)! ? `Load ${top.load} is the highest one asked for.` : null);
}

function flattened(before: TriedLoad, top: TriedLoad, { minGainPerDoubling }: AdaptiveSettings): string | null {
  const doublings = Math.log2(top.load / before.load);
  const gain = (top.outputTokensPerSPerGpu! / before.outputTokensPerSPerGpu!) ** (1 / doublings) - 1;
  if (gain < minGainPerDoubling)
    return `Doubling the load to ${top.load} changed throughput by ${formatChange(gain)}, less than the ${formatPercent(minGainPerDoubling)} asked for.`;
  if (!before.medianTtftMs || !top.medianTtftMs || top.medianTtftMs < ttftBreakFloorMs) return null;
  if (top.medianTtftMs / before.medianTtftMs <= ttftBreak ** doublings) return null;
  return `The median TTFT rose from ${Math.round(before.medianTtftMs)} to ${Math.round(top.medianTtftMs)} ms at load ${top.load}.`;
}

/** The rung below a crossed limit that the outlook thinks is the last to keep it; without an outlook, the middle one. */
function closeIn({ tried, rungs, settings, outlook }: History): AdaptiveStep | null {
  const crossed = tried.find((load) => !keepsLimits(load, settings));
  if (!crossed) return null;
  const kept = tried.findLast((load) => load.load < crossed.load);
  const between = rungs.filter((rung) => rung < crossed.load && rung > (kept?.load ?? 0));
  const next = between[0];
  if (next === undefined) return null;
  if (kept && outlook?.isBeyond(next)) return null;
  const load = outlook ? (between.filter(outlook.keeps).at(-1) ?? next) : between[Math.floor(between.length / 2)]!;
  return {
    kind: 'load',
    load,
    purpose: 'limit',
    message: `Closing in below load ${crossed.load}, where a limit is crossed.`,
  };
}

function fillBend({ tried, rungs, settings }: History): AdaptiveStep | null {
  const limited = Object.values(settings.limits).some((limit) => limit !== null);
  const filled = tried.filter(({ purpose }) => purpose === 'bend').length;
  if (limited || filled >= settings.bendPoints) return null;
  const bend = bendRung(tried, rungs);
  return bend && { kind: 'load', load: bend.rung, purpose: 'bend', message: `The curve bends at load ${bend.at}.` };
}
