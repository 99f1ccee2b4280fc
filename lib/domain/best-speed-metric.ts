import type { Metric, MetricInput } from './metric';
import { defaultSpeedMetrics, medianTpotSpeed } from './speed-metrics';

/**
 * The definition of user speed a view opens on: the most preferred one that at least half of the points with any user
 * speed have, so that neither one odd point decides for all, nor a poorer definition wins where the best is common.
 * Where none reaches half, the one most points have. Points without it are left out, and counted by the caller;
 * two definitions are never mixed. Without any speed at all: 1000 / median TPOT.
 */
export function bestSpeedMetric(points: readonly MetricInput[]): Metric {
  const held = new Map<Metric, number>();
  let withAny = 0;
  for (const point of points) {
    const has = defaultSpeedMetrics.filter((metric) => metric.value(point) !== null);
    for (const metric of has) held.set(metric, (held.get(metric) ?? 0) + 1);
    if (has.length > 0) withAny += 1;
  }
  const most = Math.max(0, ...held.values());
  const needed = Math.min(withAny / 2, most);
  return (most > 0 && defaultSpeedMetrics.find((metric) => (held.get(metric) ?? 0) >= needed)) || medianTpotSpeed;
}
