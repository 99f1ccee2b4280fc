import type { Catalogue } from './catalogue';
import { loadKey } from './load';
import type { Placed } from './placing';
import type { Dimension } from './view';

const whatIsServed: Dimension[] = ['model', 'gpu', 'precision', 'engine'];
const howItIsSpread: Dimension[] = ['tp', 'pp', 'dp', 'gpus'];

/** Measurements of one deployment × workload × origin; a curve, when they have several loads. */
export function curveKeyOf(catalogue: Catalogue, index: number): string {
  const point = catalogue.points[index];
  return point ? `${point.deploymentKey}|${point.workloadKey}|${point.origin}` : '';
}

/** Whether at least half of the points belong to a curve of two loads or more. */
function areCurves(catalogue: Catalogue, points: readonly Placed[]): boolean {
  const loads = new Map<string, { keys: Set<string>; members: number }>();
  for (const { index, point } of points) {
    const key = curveKeyOf(catalogue, index);
    const entry = loads.get(key) ?? { keys: new Set<string>(), members: 0 };
    entry.keys.add(loadKey(point.load));
    entry.members += 1;
    loads.set(key, entry);
  }
  let onCurves = 0;
  for (const { keys, members } of loads.values()) if (keys.size > 1) onCurves += members;
  return points.length > 0 && onCurves * 2 >= points.length;
}

/**
 * The dimensions that tell lines apart when a view names none: of model, GPU, precision and engine each that splits
 * further what the ones before it left together. Where points form load curves, sizes and GPU count follow, so that a TP
 * sweep opens as one curve per TP; where each deployment has a single load they do not, so that a line runs through TP.
 */
export function defaultLines(catalogue: Catalogue, points: readonly Placed[]): Dimension[] {
  const chosen: Dimension[] = [];
  let keys = points.map(() => '');
  let distinct = 1;
  const dimensions = areCurves(catalogue, points) ? [...whatIsServed, ...howItIsSpread] : whatIsServed;
  for (const dimension of dimensions) {
    const finer = points.map(({ index }, at) => `${keys[at] ?? ''}\n${catalogue.values[dimension][index] ?? ''}`);
    const count = new Set(finer).size;
    if (count <= distinct) continue;
    chosen.push(dimension);
    keys = finer;
    distinct = count;
  }
  return chosen;
}
