import type { Metric, MetricInput } from './metric';
import { defaultSpeedMetrics, medianTpotSpeed } from './speed-metrics';

/**
 * The definition of user speed a view opens on: the most preferred one that at least half of the points with any user
 * speed have, so that neither one odd point decides for all, nor a poorer definition wins where the best is common.
 * Where none reaches half, the one most points have. Points without it are left out, and counted by the caller;
 * two definitions are never mixed. Without any speed at all: 1000 / median TPOT.
 */
export function bestSpeedMetric(points: readonly MetricInput[]): Metric {
  const held = defaultSpeedMetrics.map(() => 0);
  let withAny = 0;
  for (const point of points) {
    let any = false;
    defaultSpeedMetrics.forEach((metric, index) => {
      if (metric.value(point) === null) return;
      held[index] = (held[index] ?? 0) + 1;
      any = true;
    });
    if (any) withAny += 1;
  }
  const most = Math.max(0, ...held);
  const needed = Math.min(withAny / 2, most);
  const found = defaultSpeedMetrics.find((_, index) => (held[index] ?? 0) >= needed);
  return most === 0 ? medianTpotSpeed : (found ?? medianTpotSpeed);
}
