import type { AdaptiveSettings } from './adaptive-settings';
import { fitLine } from './line-fit';
import type { TriedLoad } from './tried-load';

/** Loads tried must lie this close to a line before it is leant on. */
const worstResidual = 0.2;
/** The line is drawn through so many loads, the highest: waiting does not grow from load to load as it did from 1 to 2. */
const nearest = 4;
/**
 * A load thought to be this far beyond a limit need not be tried to know. TPOT grows by the law of decoding; TTFT may come
 * to rest where prompts no longer arrive together.
 */
const clearlyBeyond = { tpot: 1.1, ttft: 1.5 };

/** How loads yet to come are thought to stand to the limits. */
export interface Outlook {
  /** Whether a load is expected to keep them. */
  keeps: (load: number) => boolean;
  /** Whether that it does not is certain enough not to try it. */
  isBeyond: (load: number) => boolean;
}

/** What a load is thought to take of a limit: 1 = at it, above 1 = beyond it. At least: by as much less as the line is off. */
interface Share {
  at: (load: number) => number;
  atLeast: (load: number) => number;
}

/**
 * How loads are thought to stand to the limits, from the loads tried: TPOT and TTFT both grow with the load, along a line
 * for a while. null without limits, and where what was tried lies on no line.
 */
export function limitOutlook(tried: readonly TriedLoad[], { limits }: AdaptiveSettings): Outlook | null {
  const { medianTtftMs, medianTpotMs, minTokensPerSPerUser } = limits;
  const tpotLimits = [medianTpotMs, minTokensPerSPerUser && 1000 / minTokensPerSPerUser].filter(
    (limit) => limit !== null,
  );
  const tpot = tpotLimits.length > 0 ? shareOf(tried, 'medianTpotMs', Math.min(...tpotLimits)) : none;
  const ttft = medianTtftMs === null ? none : shareOf(tried, 'medianTtftMs', medianTtftMs);
  if (tpot === null || ttft === null || (tpot === none && ttft === none)) return null;
  return {
    keeps: (load) => Math.max(tpot.at(load), ttft.at(load)) <= 1,
    isBeyond: (load) => tpot.atLeast(load) >= clearlyBeyond.tpot || ttft.atLeast(load) >= clearlyBeyond.ttft,
  };
}

/** Of a limit that is not asked for. */
const none: Share = { at: () => 0, atLeast: () => 0 };

function shareOf(tried: readonly TriedLoad[], key: 'medianTpotMs' | 'medianTtftMs', limit: number): Share | null {
  const points = tried.slice(-nearest).flatMap((load) => (load[key] === null ? [] : [{ x: load.load, y: load[key] }]));
  const fit = fitLine(points, worstResidual);
  if (fit === null) return null;
  const at = (load: number) => (fit.a + fit.b * load) / limit;
  return { at, atLeast: (load) => at(load) * (1 - fit.residual) };
}
