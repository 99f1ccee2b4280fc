import type { Catalogue } from './catalogue';
import type { Curve, LoadPoint } from './exploration';
import { compareLoads, isLoadKnown } from './load';
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
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The loads of a line's valid points: repeats of one load of one curve become their median. In the order of curve, then
 * load; loads nobody states form curves of their own, for nothing says what comes next.
 */
export function measuredLoads({ curves, curveKeys, loads }: Catalogue, points: readonly Placed[]): MeasuredLoad[] {
  const byLoad = new Map<number, Placed[]>();
  for (const placed of points) {
    if (placed.invalid) continue;
    const key = loads[placed.index]! + loads.length * curves[placed.index]!;
    const repeats = byLoad.get(key);
    if (repeats) repeats.push(placed);
    else byLoad.set(key, [placed]);
  }
  const measured = [...byLoad.values()].map((repeats): MeasuredLoad => {
    const { x, y, nearestFirst } = medianOfRepeats(repeats);
    const representative = nearestFirst[0]!;
    const key = curveKeys[curves[representative.index]!]!;
    const curveKey = isLoadKnown(representative.point.load) ? key : `${key}|${representative.id}`;
    return { curveKey, x, y, repeats: nearestFirst, representative };
  });
  return measured.sort(
    (a, b) =>
      compareKeys(a.curveKey, b.curveKey) ||
      compareLoads(a.representative.point.load, b.representative.point.load) ||
      compareKeys(a.representative.id, b.representative.id),
  );
}

/** What makes a point hollow, from its `queued` flag; null where most of its load was in service, or nobody knows. */
export function queuedOf({ point }: Placed): LoadPoint['queued'] {
  const numbers = point.flags.find((flag) => flag.code === 'queued')?.numbers;
  if (numbers?.inService == null || numbers.load == null) return null;
  return { inService: numbers.inService, load: numbers.load, medianTtftMs: numbers.medianTtftMs ?? null };
}

/** A load as the chart draws it. */
export function loadPointOf(
  { x, y, repeats, representative }: MeasuredLoad,
  labelOf: (placed: Placed) => string,
): LoadPoint {
  const ids = repeats.map((repeat) => repeat.id);
  return { x, y, ids, label: labelOf(representative), queued: queuedOf(representative) };
}

/** The curves of a line from its loads, which come in the order of curve and load. */
export function curvesOf(loads: readonly MeasuredLoad[], labelOf: (placed: Placed) => string): Curve[] {
  const curves = new Map<string, { points: LoadPoint[]; sweeps: Map<string, string> }>();
  for (const load of loads) {
    const curve = curves.get(load.curveKey) ?? { points: [], sweeps: new Map<string, string>() };
    curve.points.push(loadPointOf(load, labelOf));
    for (const { point } of load.repeats) curve.sweeps.set(point.sweep.id, point.sweep.name);
    curves.set(load.curveKey, curve);
  }
  return [...curves].map(([key, { points, sweeps }]) => ({ key, points, sweeps: [...sweeps.values()].sort() }));
}
