import type { Catalogue } from './catalogue';
import { loadKey } from './load';
import type { Dimension } from './view';

const whatIsServed: Dimension[] = ['model', 'gpu', 'precision', 'engine'];
const howItIsSpread: Dimension[] = ['tp', 'pp', 'dp', 'gpus'];

/** Measurements of one deployment × workload × origin; a curve, when they have several loads. */
export function curveKeyOf(catalogue: Catalogue, index: number): string {
  const point = catalogue.points[index];
  return point ? `${point.deploymentKey}|${point.workloadKey}|${point.origin}` : '';
}

/** Whether at least half of the points belong to a curve of two loads or more. */
function areCurves(catalogue: Catalogue, indices: readonly number[]): boolean {
  const loads = new Map<string, { keys: Set<string>; points: number }>();
  for (const index of indices) {
    const point = catalogue.points[index];
    if (!point) continue;
    const key = curveKeyOf(catalogue, index);
    const entry = loads.get(key) ?? { keys: new Set<string>(), points: 0 };
    entry.keys.add(loadKey(point.load));
    entry.points += 1;
    loads.set(key, entry);
  }
  let onCurves = 0;
  for (const { keys, points } of loads.values()) if (keys.size > 1) onCurves += points;
  return indices.length > 0 && onCurves * 2 >= indices.length;
}

/**
 * The dimensions that tell lines apart when a view names none: of model, GPU, precision and engine each that splits
 * further what the ones before it left together. Where points form load curves, sizes and GPU count follow, so that a TP
 * sweep opens as one curve per TP; where each deployment has a single load they do not, so that a line runs through TP.
 */
export function defaultLines(catalogue: Catalogue, indices: readonly number[]): Dimension[] {
  const chosen: Dimension[] = [];
  let keys = indices.map(() => '');
  let distinct = 1;
  const dimensions = areCurves(catalogue, indices) ? [...whatIsServed, ...howItIsSpread] : whatIsServed;
  for (const dimension of dimensions) {
    const finer = indices.map((index, at) => `${keys[at] ?? ''}\n${catalogue.values[dimension][index] ?? ''}`);
    const count = new Set(finer).size;
    if (count <= distinct) continue;
    chosen.push(dimension);
    keys = finer;
    distinct = count;
  }
  return chosen;
}
