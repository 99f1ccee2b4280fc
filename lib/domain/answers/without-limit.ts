import { formatChange } from '@/lib/units/format';
import type { MeasuredLoad } from '../curves';
import type { Answer } from '../exploration';
import type { Metric } from '../metric';
import { caveatsOf } from './caveats';
import { type Contest, advantage, amount, plain, strong } from './contest';
import { superlative } from './superlative';

type Sentences = Pick<Answer, 'headline' | 'details'> & { best: MeasuredLoad[] };

/** The subject in front of a sentence that can stand alone, where other answers stand beside it. */
function opening({ subject, amongOthers }: Contest) {
  return amongOthers ? [plain(`${subject}, `)] : [];
}

/** One measurement and nothing to compare it with. */
export function single(contest: Contest, only: MeasuredLoad): Sentences {
  const { subject, names, x, y } = contest;
  const headline = [
    plain(`${subject} there is one load only: `),
    strong(names.full(only)),
    plain(` gives ${amount(y, only.y)} at ${amount(x, only.x)}. Nothing to compare it with.`),
  ];
  return { headline, details: caveatsOf(only), best: [only] };
}

function change(metric: Metric, a: number, b: number): string {
  return `${formatChange(a / b - 1)} ${metric.unit === 'ms' ? metric.label : metric.unit}`;
}

/** Two deployments, one load each: by how much, and whether one dominates. */
export function pair(contest: Contest, [a, b]: readonly [MeasuredLoad, MeasuredLoad]): Sentences {
  const { x, y, names } = contest;
  const [better, worse] = advantage(y, a.y, b.y) > 0 || (a.y === b.y && advantage(x, a.x, b.x) >= 0) ? [a, b] : [b, a];
  const onX = advantage(x, better.x, worse.x);
  const isEqual = onX === 0 && better.y === worse.y;
  const dominates = !isEqual && onX >= 0;
  const headline = isEqual
    ? [
        ...opening(contest),
        strong(names.beside(better, worse)),
        plain(` equals ${names.beside(worse, better)} on both axes.`),
      ]
    : [
        ...opening(contest),
        strong(names.beside(better, worse)),
        plain(' is '),
        strong(change(y, better.y, worse.y)),
        plain(dominates ? ' and ' : ' but '),
        strong(change(x, better.x, worse.x)),
        plain(` over ${names.beside(worse, better)}; `),
        plain(dominates ? 'it dominates.' : 'neither dominates.'),
      ];
  return { headline, details: [...new Set([...caveatsOf(better), ...caveatsOf(worse)])], best: [better, worse] };
}

/**
 * The knee of a frontier: its load nearest to the corner of both bests, each axis scaled to the frontier's own range
 * (as Prism does). null for fewer than three loads, whose ends are all there is.
 */
function kneeOf(frontier: readonly MeasuredLoad[], { x, y }: Pick<Contest, 'x' | 'y'>): MeasuredLoad | null {
  if (frontier.length < 3) return null;
  const scale = (axis: 'x' | 'y', metric: Metric) => {
    const values = frontier.map((load) => load[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const best = metric.better === 'higher' ? high : low;
    return (load: MeasuredLoad) => (load[axis] - best) / (high - low || 1);
  };
  const [missingX, missingY] = [scale('x', x), scale('y', y)];
  const distance = (load: MeasuredLoad) => Math.hypot(missingX(load), missingY(load));
  return frontier.reduce((nearest, load) => (distance(load) < distance(nearest) ? load : nearest));
}

/** Many loads: the two ends of the frontier and its knee, or the one load that beats all others. */
export function ends(contest: Contest): Sentences {
  const { subject, frontier, names, x, y } = contest;
  const low = frontier[0];
  const high = frontier.at(-1);
  if (!low || !high) return { headline: [], details: [], best: [] };
  const [richest, fastest] = x.better === 'higher' ? [low, high] : [high, low];
  if (richest === fastest) {
    const headline = [
      plain(`${subject}, `),
      strong(names.full(richest)),
      plain(' dominates all others: '),
      strong(amount(y, richest.y)),
      plain(` at ${amount(x, richest.x)}.`),
    ];
    return { headline, details: caveatsOf(richest), best: [richest] };
  }
  const knee = kneeOf(frontier, contest);
  const headline = [
    plain(`${subject}, `),
    strong(names.full(richest)),
    plain(` ${superlative(y)} (${amount(y, richest.y)} at ${amount(x, richest.x)}) and `),
    strong(names.beside(fastest, richest)),
    plain(` ${superlative(x)} (${amount(x, fastest.x)} at ${amount(y, fastest.y)})`),
    ...(knee && knee !== richest && knee !== fastest
      ? [
          plain('; the knee is '),
          strong(names.beside(knee, richest)),
          plain(': '),
          strong(amount(y, knee.y)),
          plain(` at ${amount(x, knee.x)}.`),
        ]
      : [plain('.')]),
  ];
  const best = knee ? [knee, richest, fastest] : [richest, fastest];
  return { headline, details: knee ? caveatsOf(knee) : [], best: [...new Set(best)] };
}
