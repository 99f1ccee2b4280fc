import type { Catalogue } from './catalogue';
import { combined } from './numbering';
import type { Placed } from './placing';
import type { Dimension } from './view';

const whatIsServed: Dimension[] = ['model', 'gpu', 'precision', 'engine'];
const howItIsSpread: Dimension[] = ['tp', 'pp', 'dp', 'gpus'];

/** Whether at least half of the points belong to a curve of two loads or more. */
function areCurves({ curves, loads }: Catalogue, points: readonly Placed[]): boolean {
  const seen = new Map<number, { load: number; hasSeveral: boolean; points: number }>();
  for (const { index } of points) {
    const load = loads[index]!;
    const curve = seen.get(curves[index]!);
    if (!curve) {
      seen.set(curves[index]!, { load, hasSeveral: false, points: 1 });
      continue;
    }
    curve.points += 1;
    curve.hasSeveral ||= curve.load !== load;
  }
  let onCurves = 0;
  for (const curve of seen.values()) if (curve.hasSeveral) onCurves += curve.points;
  return points.length > 0 && onCurves * 2 >= points.length;
}

/**
 * The dimensions that tell lines apart when a view names none: of model, GPU, precision and engine each that splits
 * further what the ones before it left together. Where points form load curves, sizes and GPU count follow, so that a TP
 * sweep opens as one curve per TP; where each deployment has a single load they do not, so that a line runs through TP.
 */
export function defaultLines(catalogue: Catalogue, points: readonly Placed[]): Dimension[] {
  const chosen: Dimension[] = [];
  let distinct = 1;
  const dimensions = areCurves(catalogue, points) ? [...whatIsServed, ...howItIsSpread] : whatIsServed;
  for (const dimension of dimensions) {
    const rankings = [...chosen, dimension].map((name) => {
      const { ranks } = catalogue.scales[name];
      return (at: number) => ranks[points[at]!.index]!;
    });
    const { count } = combined(points.length, rankings);
    if (count <= distinct) continue;
    chosen.push(dimension);
    distinct = count;
  }
  return chosen;
}
