import type { Curve, LoadPoint } from './exploration';
import { compareLoads, isLoadKnown, loadKey } from './load';
import type { Placed } from './placing';
import { medianOfRepeats } from './repeats';

/** A load of a curve with the measurement that stands for its repeats. */
export interface MeasuredLoad {
  curveKey: string;
  x: number;
  y: number;
  /** The repeats, the one nearest to the median first. Never empty. */
  repeats: Placed[];
  representative: Placed;
  label: string;
}

/** Key of a load on a curve. A load nobody states repeats nothing: it stays alone. */
function loadOnCurve(placed: Placed, curveKey: string): string {
  const { load } = placed.point;
  return isLoadKnown(load) ? `${curveKey}#${loadKey(load)}` : `${curveKey}#alone:${placed.id}`;
}

/**
 * The loads of a line's valid points: repeats of one load of one curve become their median. In the order of curve, then
 * load; loads nobody states form curves of their own, for nothing says what comes next.
 */
export function measuredLoads(
  points: readonly Placed[],
  curveKeyOf: (placed: Placed) => string,
  labelOf: (placed: Placed) => string,
): MeasuredLoad[] {
  const byLoad = new Map<string, { curveKey: string; repeats: Placed[] }>();
  for (const placed of points) {
    if (placed.invalid) continue;
    const base = curveKeyOf(placed);
    const key = loadOnCurve(placed, base);
    const entry = byLoad.get(key);
    if (entry) entry.repeats.push(placed);
    else byLoad.set(key, { curveKey: isLoadKnown(placed.point.load) ? base : key, repeats: [placed] });
  }
  const loads: MeasuredLoad[] = [];
  for (const { curveKey, repeats } of byLoad.values()) {
    const { x, y, nearestFirst } = medianOfRepeats(repeats);
    const [representative] = nearestFirst;
    if (!representative) continue;
    loads.push({ curveKey, x, y, repeats: nearestFirst, representative, label: labelOf(representative) });
  }
  return loads.sort(
    (a, b) =>
      (a.curveKey < b.curveKey ? -1 : a.curveKey > b.curveKey ? 1 : 0) ||
      compareLoads(a.representative.point.load, b.representative.point.load) ||
      (a.representative.id < b.representative.id ? -1 : 1),
  );
}

/** What makes a point hollow, from its `queued` flag; null where most of its load was in service, or nobody knows. */
export function queuedOf({ point }: Placed): LoadPoint['queued'] {
  const numbers = point.flags.find((flag) => flag.code === 'queued')?.numbers;
  if (numbers?.inService == null || numbers.load == null) return null;
  return { inService: numbers.inService, load: numbers.load, medianTtftMs: numbers.medianTtftMs ?? null };
}

/** A load as the chart draws it. */
export function loadPointOf({ x, y, repeats, representative, label }: MeasuredLoad): LoadPoint {
  return { x, y, ids: repeats.map((repeat) => repeat.id), label, queued: queuedOf(representative) };
}

/** The curves of a line from its loads, which come in the order of curve and load. */
export function curvesOf(loads: readonly MeasuredLoad[]): Curve[] {
  const curves = new Map<string, { points: LoadPoint[]; sweeps: Map<string, string> }>();
  for (const load of loads) {
    const curve = curves.get(load.curveKey) ?? { points: [], sweeps: new Map<string, string>() };
    curve.points.push(loadPointOf(load));
    for (const { point } of load.repeats) curve.sweeps.set(point.sweep.id, point.sweep.name);
    curves.set(load.curveKey, curve);
  }
  return [...curves].map(([key, { points, sweeps }]) => ({ key, points, sweeps: [...sweeps.values()].sort() }));
}
