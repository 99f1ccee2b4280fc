import type { AdaptiveSettings } from './adaptive-settings';
import { fitLine } from './line-fit';
import type { TriedLoad } from './tried-load';

/** Loads tried must lie this close to a line before it is leant on. */
const worstResidual = 0.2;

/** How a load yet to come is thought to stand to the limits: 1 at one of them, above 1 beyond it. */
export type Outlook = (load: number) => number;

/**
 * How loads are thought to stand to the limits, from the loads tried: TPOT and TTFT both grow with the load, at first
 * along a line. null without limits, and where what was tried lies on no line.
 */
export function limitOutlook(tried: readonly TriedLoad[], { limits }: AdaptiveSettings): Outlook | null {
  const { medianTtftMs, medianTpotMs, minTokensPerSPerUser } = limits;
  const tpotLimits = [medianTpotMs, minTokensPerSPerUser && 1000 / minTokensPerSPerUser].filter(
    (limit) => limit !== null,
  );
  const outlooks = [
    ...(tpotLimits.length > 0 ? [outlookOf(tried, 'medianTpotMs', Math.min(...tpotLimits))] : []),
    ...(medianTtftMs === null ? [] : [outlookOf(tried, 'medianTtftMs', medianTtftMs)]),
  ];
  const known = outlooks.filter((outlook) => outlook !== null);
  if (known.length === 0 || known.length < outlooks.length) return null;
  return (load) => Math.max(...known.map((outlook) => outlook(load)));
}

function outlookOf(tried: readonly TriedLoad[], key: 'medianTpotMs' | 'medianTtftMs', limit: number): Outlook | null {
  const points = tried.flatMap((load) => (load[key] === null ? [] : [{ x: load.load, y: load[key] }]));
  const fit = fitLine(points, worstResidual);
  return fit && ((load) => (fit.a + fit.b * load) / limit);
}
