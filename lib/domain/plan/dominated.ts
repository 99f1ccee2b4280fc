import type { AdaptiveSettings } from './adaptive-settings';
import { fitLine, type LineFit } from './line-fit';
import { type AdaptiveDeployment, bestLoad, keepsLimits, speedOf, type TriedLoad } from './tried-load';

/** The law must describe the loads tried this well before anything is concluded from it. */
const worstResidual = 0.2;
/** What the law promises is taken to be better by this share, so that a deployment is dropped only when clearly beaten. */
const optimism = 0.1;

/** TPOT = a + b·B, milliseconds over requests in service; null with fewer than three loads or a fit too coarse. */
export function fitTpot(tried: readonly TriedLoad[]): LineFit | null {
  const points = tried.flatMap(({ load, inService, medianTpotMs }) =>
    medianTpotMs === null ? [] : [{ x: inService ?? load, y: medianTpotMs }],
  );
  return fitLine(points, worstResidual);
}

interface Promised {
  load: number;
  speed: number;
  perGpu: number;
}

/** What the rest of the ladder can give at best: every request of the load in service, at the fitted speed and a bit more. */
function promises(deployment: AdaptiveDeployment, fit: LineFit): Promised[] {
  const top = Math.max(...deployment.tried.map(({ load }) => load));
  return deployment.rungs
    .filter((rung) => rung > top)
    .map((load) => {
      const speed = (1000 / (fit.a + fit.b * load)) * (1 + optimism);
      return { load, speed, perGpu: (load * speed) / deployment.gpus };
    });
}

/**
 * Why a deployment can be dropped before its ladder ends, as a sentence; null where it cannot. Without limits: every
 * load tried and every load still to come, at its best, is beaten on both axes by a load of another deployment. With
 * limits: none of them can reach the best output per GPU that another has shown within the limits.
 */
export function isDominated(
  deployment: AdaptiveDeployment,
  others: AdaptiveDeployment[],
  settings: AdaptiveSettings,
): string | null {
  const rivals = others.filter(({ key }) => key !== deployment.key);
  const fit = fitTpot(deployment.tried);
  if (!fit || rivals.length === 0) return null;
  const ahead = promises(deployment, fit);
  if (ahead.length === 0) return null;
  const limited = Object.values(settings.limits).some((limit) => limit !== null);
  return limited
    ? beatenWithinLimits(deployment, ahead, rivals, settings)
    : beatenEverywhere(deployment, ahead, rivals);
}

function beatenWithinLimits(
  deployment: AdaptiveDeployment,
  ahead: Promised[],
  rivals: AdaptiveDeployment[],
  settings: AdaptiveSettings,
): string | null {
  // A limit that is crossed is closed in on first: the rungs before it are what counts now.
  if (deployment.tried.some((load) => !keepsLimits(load, settings))) return null;
  const bests = rivals.map((rival) => ({ rival, best: bestLoad(rival, settings) }));
  const top = bests.reduce((a, b) =>
    (b.best?.outputTokensPerSPerGpu ?? 0) > (a.best?.outputTokensPerSPerGpu ?? 0) ? b : a,
  );
  if (!top.best) return null;
  const { minTokensPerSPerUser, medianTpotMs } = settings.limits;
  const slowest = Math.max(minTokensPerSPerUser ?? 0, medianTpotMs === null ? 0 : 1000 / medianTpotMs);
  const possible = ahead.filter(({ speed }) => speed >= slowest).map(({ perGpu }) => perGpu);
  const reached = bestLoad(deployment, settings)?.outputTokensPerSPerGpu ?? 0;
  const ceiling = Math.max(reached, ...possible);
  const rivalBest = top.best.outputTokensPerSPerGpu!;
  if (ceiling >= rivalBest) return null;
  return `${deployment.label} can reach ${ceiling.toFixed(0)} tok/s/GPU within the limits at best; ${top.rival.label} has shown ${rivalBest.toFixed(0)}.`;
}

function beatenEverywhere(
  deployment: AdaptiveDeployment,
  ahead: Promised[],
  rivals: AdaptiveDeployment[],
): string | null {
  const shown = rivals.flatMap((rival) => rival.tried.map(pointOf).filter((point) => point !== null));
  const own = deployment.tried.map(pointOf).filter((point) => point !== null);
  const beaten = (point: { speed: number; perGpu: number }) =>
    shown.some((other) => other.speed >= point.speed && other.perGpu > point.perGpu);
  if (![...own, ...ahead].every(beaten)) return null;
  return `Every load of ${deployment.label}, tried or still to come, is slower for a user and gives less per GPU than one already measured.`;
}

function pointOf(load: TriedLoad): { speed: number; perGpu: number } | null {
  const speed = speedOf(load);
  return speed === null || load.outputTokensPerSPerGpu === null ? null : { speed, perGpu: load.outputTokensPerSPerGpu };
}
