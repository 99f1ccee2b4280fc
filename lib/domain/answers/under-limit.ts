import { formatNumber, formatPercent, formatRatio } from '@/lib/units/format';
import type { MeasuredLoad } from '../curves';
import type { Answer } from '../exploration';
import { caveatsOf } from './caveats';
import { type Contest, type Limit, type Piece, advantage, amount, bestBy, plain, strong } from './contest';
import { superlative } from './superlative';

type Sentences = Pick<Answer, 'headline' | 'details'> & { best: MeasuredLoad[] };

function speedOf(load: MeasuredLoad, { metric }: Limit, { x }: Contest): number | null {
  return metric === x ? load.x : metric.value(load.representative.point);
}

function limitText({ metric, minSpeed }: Limit, { x }: Contest): string {
  const text = `≥ ${formatNumber(minSpeed)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')} ${metric.unit}`;
  return metric === x ? text : `${text} (${metric.formula})`;
}

/** Faster setups that give more on y but miss the limit: what the limit costs. */
function costOfLimit(contest: Contest, winner: MeasuredLoad, missing: readonly MeasuredLoad[]): string[] {
  const { x, y, names } = contest;
  const richest = bestBy(missing, 'y', contest);
  if (!richest || advantage(y, richest.y, winner.y) <= 0) return [];
  const name = names.beside(richest, winner);
  if (y.better !== 'higher' || x.kind !== 'speed') {
    return [`${name} has ${amount(y, richest.y)}, but misses the limit at ${amount(x, richest.x)}.`];
  }
  const more = `${formatRatio(richest.y / winner.y)} more${perGpu(contest)}`;
  return [`${name} gives ${more} but only ${amount(x, richest.x)}.`];
}

function perGpu({ y }: Contest): string {
  return y.affectedBy.includes('per-gpu') ? ' per GPU' : ` ${y.label.charAt(0).toLowerCase()}${y.label.slice(1)}`;
}

/** What still more speed costs: the fastest setup of the frontier that keeps the limit. */
function costOfSpeed(contest: Contest, winner: MeasuredLoad, keeping: ReadonlySet<MeasuredLoad>): string[] {
  const { x, y, names, frontier } = contest;
  if (x.kind !== 'speed' || y.better !== 'higher') return [];
  const fastest = bestBy(
    frontier.filter((load) => keeping.has(load)),
    'x',
    contest,
  );
  if (!fastest || fastest === winner || fastest.x <= winner.x) return [];
  const factor = fastest.x / winner.x;
  const faster = factor < 2 ? `${formatPercent(factor - 1)} more speed` : `${formatRatio(factor)} the speed`;
  const less = formatPercent(1 - fastest.y / winner.y);
  return [`${names.beside(fastest, winner)} buys ${faster} for ${less} less${perGpu(contest)}.`];
}

function gpusBelow({ loads, names }: Contest, keeping: ReadonlySet<MeasuredLoad>): string[] {
  const reaching = new Set([...keeping].map(names.gpu));
  const below = [...new Set(loads.map(names.gpu))].filter((gpu) => !reaching.has(gpu)).sort();
  if (below.length === 0) return [];
  const last = below.at(-1) ?? '';
  const list = below.length === 1 ? last : `${below.slice(0, -1).join(', ')} and ${last}`;
  return [`On ${list} no setup reaches the target.`];
}

/** The answer under a limit of tok/s per user: the best of those that keep it, what it costs, and who misses it. */
export function underLimit(contest: Contest, limit: Limit): Sentences {
  const { subject, loads, x, y, names } = contest;
  const speed = (load: MeasuredLoad) => speedOf(load, limit, contest) ?? -Infinity;
  const keeping = new Set(loads.filter((load) => speed(load) >= limit.minSpeed));
  const missing = loads.filter((load) => !keeping.has(load));
  const winner = bestBy([...keeping], 'y', contest);
  const target = strong(limitText(limit, contest));
  if (!winner) {
    const nearest = [...loads].sort((a, b) => speed(b) - speed(a))[0];
    return { headline: nobodyReaches(contest, limit, target, nearest), details: [], best: nearest ? [nearest] : [] };
  }
  const headline = [
    plain(`${subject} at `),
    target,
    plain(', '),
    strong(names.full(winner)),
    plain(` ${superlative(y)}: `),
    strong(amount(y, winner.y)),
    plain(` at ${amount(x, winner.x)}.`),
  ];
  const details = [
    ...costOfLimit(contest, winner, missing),
    ...costOfSpeed(contest, winner, keeping),
    ...gpusBelow(contest, keeping),
    ...caveatsOf(winner),
  ];
  return { headline, details, best: [winner] };
}

function nobodyReaches(contest: Contest, limit: Limit, target: Piece, nearest: MeasuredLoad | undefined): Piece[] {
  const speed = nearest ? speedOf(nearest, limit, contest) : null;
  if (!nearest || speed === null) return [plain(`${contest.subject} no setup is known to reach `), target, plain('.')];
  return [
    plain(`${contest.subject} no setup reaches `),
    target,
    plain('; the fastest is '),
    strong(contest.names.full(nearest)),
    plain(`: ${amount(limit.metric, speed)} at ${amount(contest.y, nearest.y)}.`),
  ];
}
