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
  const measured: MeasuredLoad[] = [];
  for (const repeats of byLoad.values()) {
    const { x, y, nearestFirst } = medianOfRepeats(repeats);
    const representative = nearestFirst[0]!;
    const key = curveKeys[curves[representative.index]!]!;
    const curveKey = isLoadKnown(representative.point.load) ? key : `${key}|${representative.id}`;
    measured.push({ curveKey, x, y, repeats: nearestFirst, representative });
  }
  return measured.sort(
    ({ representative: a }, { representative: b }) =>
      curves[a.index]! - curves[b.index]! || compareLoads(a.point.load, b.point.load) || (a.id < b.id ? -1 : 1),
  );
}

/** A load as the chart draws it. */
export function loadPointOf(
  { x, y, repeats, representative }: MeasuredLoad,
  labelOf: (placed: Placed) => string,
  { queued }: Catalogue,
): LoadPoint {
  const ids = repeats.map((repeat) => repeat.id);
  return { x, y, ids, label: labelOf(representative), queued: queued[representative.index]! };
}

/** The curves of a line from its loads, which come in the order of curve and load. */
export function curvesOf(
  loads: readonly MeasuredLoad[],
  labelOf: (placed: Placed) => string,
  catalogue: Catalogue,
): Curve[] {
  const curves: { key: string; points: LoadPoint[]; sweeps: Map<string, string> }[] = [];
  for (const load of loads) {
    let curve = curves.at(-1);
    if (curve?.key !== load.curveKey) {
      curve = { key: load.curveKey, points: [], sweeps: new Map() };
      curves.push(curve);
    }
    curve.points.push(loadPointOf(load, labelOf, catalogue));
    for (const { point } of load.repeats) curve.sweeps.set(point.sweep.id, point.sweep.name);
  }
  return curves.map(({ key, points, sweeps }) => ({ key, points, sweeps: [...sweeps.values()].sort() }));
}
