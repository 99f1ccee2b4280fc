import type { AdaptiveSettings } from './adaptive-settings';
import { isDominated } from './dominated';
import { type AdaptiveDeployment, keepsLimits, type Purpose, speedOf, type TriedLoad } from './tried-load';

export type AdaptiveStep =
  | { kind: 'load'; load: number; purpose: Purpose; message: string }
  | { kind: 'stop'; reason: 'complete' | 'dominated'; message: string };

/** A doubling of the load may multiply the median TTFT by this; more, and past a second, means that requests queue. */
const ttftBreak = 4;
const ttftBreakFloorMs = 1000;

/**
 * What an adaptive sweep does next with a deployment, given what it and the `others` have shown: first it climbs the
 * ladder by doublings until throughput stops growing, waiting breaks out, a limit is crossed or the ladder ends; then
 * it halves the distance to a crossed limit until no rung is left between; then it fills in the bend. Pure: the same
 * history, the same step.
 */
export function nextStep(
  deployment: AdaptiveDeployment,
  others: AdaptiveDeployment[],
  settings: AdaptiveSettings,
): AdaptiveStep {
  const tried = [...deployment.tried].sort((a, b) => a.load - b.load);
  const first = deployment.rungs[0];
  if (first === undefined) return { kind: 'stop', reason: 'complete', message: 'There is no load to try.' };
  if (tried.length === 0)
    return { kind: 'load', load: first, purpose: 'climb', message: 'The lowest load comes first.' };
  if (settings.dropDominated) {
    const dominated = isDominated({ ...deployment, tried }, others, settings);
    if (dominated) return { kind: 'stop', reason: 'dominated', message: dominated };
  }
  const end = climbEnd(tried, deployment.rungs, settings);
  return (
    (end === null ? climb(tried, deployment.rungs) : null) ??
    closeIn(tried, deployment.rungs, settings) ??
    fillBend(tried, deployment.rungs, settings) ?? {
      kind: 'stop',
      reason: 'complete',
      message: end ?? 'The ladder of loads ends here.',
    }
  );
}

function climb(tried: TriedLoad[], rungs: number[]): AdaptiveStep | null {
  const top = tried.at(-1)!.load;
  const above = rungs.filter((rung) => rung > top);
  const load = above.filter((rung) => rung <= top * 2).at(-1) ?? above[0];
  return load === undefined ? null : { kind: 'load', load, purpose: 'climb', message: `From ${top} up to ${load}.` };
}

/** Why the climb is over, as a sentence; null while it goes on. */
function climbEnd(tried: TriedLoad[], rungs: number[], settings: AdaptiveSettings): string | null {
  const crossed = tried.find((load) => !keepsLimits(load, settings));
  if (crossed) {
    return crossed.outputTokensPerSPerGpu === null
      ? `Load ${crossed.load} failed.`
      : `A limit is crossed at load ${crossed.load}.`;
  }
  const top = tried.at(-1)!;
  const before = tried.findLast((load) => load.load <= top.load / 2) ?? tried.at(-2);
  if (before && before.load < top.load) {
    const doublings = Math.log2(top.load / before.load);
    const gain = (top.outputTokensPerSPerGpu! / before.outputTokensPerSPerGpu!) ** (1 / doublings) - 1;
    if (gain < settings.minGainPerDoubling) {
      return `Doubling the load to ${top.load} brought ${(gain * 100).toFixed(1)} % of throughput.`;
    }
    if (waitingBrokeOut(before, top, doublings)) {
      return `The median TTFT rose from ${Math.round(before.medianTtftMs!)} to ${Math.round(top.medianTtftMs!)} ms at load ${top.load}.`;
    }
  }
  return top.load >= rungs.at(-1)! ? `Load ${top.load} is the highest one asked for.` : null;
}

function waitingBrokeOut(before: TriedLoad, top: TriedLoad, doublings: number): boolean {
  if (!before.medianTtftMs || !top.medianTtftMs || top.medianTtftMs < ttftBreakFloorMs) return false;
  return top.medianTtftMs / before.medianTtftMs > ttftBreak ** doublings;
}

function closeIn(tried: TriedLoad[], rungs: number[], settings: AdaptiveSettings): AdaptiveStep | null {
  const crossed = tried.find((load) => !keepsLimits(load, settings));
  if (!crossed) return null;
  const kept = tried.findLast((load) => load.load < crossed.load);
  const between = rungs.filter((rung) => rung < crossed.load && rung > (kept?.load ?? 0));
  const load = between[Math.floor(between.length / 2)];
  if (load === undefined) return null;
  return {
    kind: 'load',
    load,
    purpose: 'limit',
    message: `Closing in below load ${crossed.load}, where a limit is crossed.`,
  };
}

/** The unmeasured rung in the middle of the wider gap beside the sharpest turn of the curve, in logarithms. */
function fillBend(tried: TriedLoad[], rungs: number[], settings: AdaptiveSettings): AdaptiveStep | null {
  if (tried.filter(({ purpose }) => purpose === 'bend').length >= settings.bendPoints) return null;
  const measured = tried.filter((load) => load.outputTokensPerSPerGpu !== null && speedOf(load) !== null);
  const turns = measured.slice(1, -1).map((load, i) => ({ load, i: i + 1, turn: turnAt(measured, i + 1) }));
  for (const { i } of turns.sort((a, b) => b.turn - a.turn)) {
    const gaps = [
      rungs.filter((rung) => rung > measured[i]!.load && rung < measured[i + 1]!.load),
      rungs.filter((rung) => rung > measured[i - 1]!.load && rung < measured[i]!.load),
    ].sort((a, b) => b.length - a.length);
    const load = gaps[0]![Math.floor(gaps[0]!.length / 2)];
    if (load !== undefined) {
      return { kind: 'load', load, purpose: 'bend', message: `The curve bends at load ${measured[i]!.load}.` };
    }
  }
  return null;
}

function turnAt(measured: TriedLoad[], i: number): number {
  const at = (k: number) => [Math.log(speedOf(measured[k]!)!), Math.log(measured[k]!.outputTokensPerSPerGpu!)] as const;
  const [[ax, ay], [bx, by], [cx, cy]] = [at(i - 1), at(i), at(i + 1)];
  const angle = Math.atan2(cy - by, cx - bx) - Math.atan2(by - ay, bx - ax);
  return Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle)));
}
