import type { Catalogue } from './catalogue';
import { origin } from './measurement';
import { combined } from './numbering';
import type { Dimension } from './view';

const whatIsServed: Dimension[] = ['model', 'gpu', 'precision', 'engine'];
const howItIsSpread: Dimension[] = ['tp', 'pp', 'dp', 'gpus'];

/** What tells lines apart, and what their colour and shape go by. */
export interface LineRule {
  dimensions: readonly Dimension[];
  color: readonly Dimension[];
  shape: readonly Dimension[];
  /** A point's rank in a dimension; -1 where the line runs through that dimension's values. */
  rankAt: (dimension: Dimension, index: number) => number;
}

/** For each curve whether it has two loads or more. */
function curvesOfSeveralLoads({ curves, curveKeys, loads }: Catalogue): boolean[] {
  const first = new Array<number>(curveKeys.length).fill(-1);
  const hasSeveral = new Array<boolean>(curveKeys.length).fill(false);
  curves.forEach((curve, index) => {
    const load = loads[index]!;
    if (first[curve] === -1) first[curve] = load;
    else if (first[curve] !== load) hasSeveral[curve] = true;
  });
  return hasSeveral;
}

/** The dimensions that, one after the other, split these points further than the ones before them did. */
function splitting(catalogue: Catalogue, candidates: Dimension[], indices: readonly number[]): Dimension[] {
  const chosen: Dimension[] = [];
  let distinct = 1;
  for (const dimension of candidates) {
    const rankings = [...chosen, dimension].map((name) => {
      const { ranks, values } = catalogue.scales[name];
      return { size: values.length, at: (place: number) => ranks[indices[place]!]! };
    });
    const { count } = combined(indices.length, rankings);
    if (count <= distinct) continue;
    chosen.push(dimension);
    distinct = count;
  }
  return chosen;
}

/** For each point whether most of the points that are served alike lie on load curves. */
function liesAmongCurves(catalogue: Catalogue, served: readonly Dimension[]): boolean[] {
  const { points, scales, groups, curves } = catalogue;
  const { numbers, count } = combined(points.length, [
    { size: catalogue.groupKeys.length, at: (index) => groups[index]! },
    { size: origin.options.length, at: (index) => origin.options.indexOf(points[index]!.origin) },
    ...served.map((dimension) => {
      const { ranks, values } = scales[dimension];
      return { size: values.length, at: (index: number) => ranks[index]! };
    }),
  ]);
  const hasSeveral = curvesOfSeveralLoads(catalogue);
  const balance = new Array<number>(count).fill(0);
  numbers.forEach((number, index) => (balance[number]! += hasSeveral[curves[index]!] ? 1 : -1));
  return numbers.map((number) => balance[number]! >= 0);
}

function automatic(catalogue: Catalogue): LineRule {
  const all = catalogue.points.map((_, index) => index);
  const served = splitting(catalogue, whatIsServed, all);
  const isSplit = liesAmongCurves(catalogue, served);
  const spread = splitting(
    catalogue,
    howItIsSpread,
    all.filter((index) => isSplit[index]),
  );
  const runsThrough = new Set<Dimension>(spread);
  return {
    dimensions: [...served, ...spread],
    color: [...served.slice(0, 1), ...spread.slice(0, 1)],
    shape: [...served.slice(1), ...spread.slice(1)],
    rankAt: (dimension, index) =>
      runsThrough.has(dimension) && !isSplit[index] ? -1 : catalogue.scales[dimension].ranks[index]!,
  };
}

const known = new WeakMap<Catalogue, LineRule>();

/**
 * What tells lines apart. Dimensions chosen by hand: each of them; the first gives the colour, the rest the shape.
 *
 * Left to choose (null): of model, GPU, precision and engine each that splits further what the ones before it left
 * together; then sizes and GPU count, but only among points of which most lie on load curves. So a TP sweep opens as one
 * curve per TP, and where each deployment has a single load a line runs through its TPs. Colour goes by the first of each
 * kind. Decided over all points there are, so that a filter changes no line.
 */
export function lineRuleOf(catalogue: Catalogue, lines: readonly Dimension[] | null): LineRule {
  if (lines) {
    const rankAt = (dimension: Dimension, index: number) => catalogue.scales[dimension].ranks[index]!;
    return { dimensions: lines, color: lines.slice(0, 1), shape: lines.slice(1), rankAt };
  }
  const rule = known.get(catalogue) ?? automatic(catalogue);
  known.set(catalogue, rule);
  return rule;
}
