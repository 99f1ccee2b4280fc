import { formatCount } from '@/lib/units/format';
import { type Catalogue, labelAt, valueAt } from '../catalogue';
import { unknownValue } from '../comparability';
import type { MeasuredLoad } from '../curves';
import type { Answer } from '../exploration';
import { bestLoads } from '../frontiers';
import { origin } from '../measurement';
import type { Metric } from '../metric';
import type { Point } from '../point';
import type { BuiltSeries } from '../series';
import { type Contest, type Limit, plain, strong } from './contest';
import { namesOf } from './names';
import { underLimit } from './under-limit';
import { ends, pair, single } from './without-limit';

export interface AnswerInput {
  catalogue: Catalogue;
  /** Lines over all plotted points, small multiples not considered. */
  built: readonly BuiltSeries[];
  /** Points the filters let through that are off the chart as invalid. */
  invalid: readonly LeftOut[];
  x: Metric;
  y: Metric;
  limit: Limit | null;
}

/** A point and its place among all points. */
interface LeftOut {
  index: number;
  point: Point;
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One comparability group and origin, with what stands in it. */
interface Group {
  groupKey: string;
  /** Any point of it, to be named by. */
  index: number;
  built: BuiltSeries[];
  loads: MeasuredLoad[];
  invalid: LeftOut[];
}

function groupsOf({ catalogue, built, invalid }: AnswerInput): Group[] {
  const groups = new Map<string, Group>();
  const groupAt = (index: number): Group => {
    const key = `${catalogue.groups[index]!} ${catalogue.points[index]!.origin}`;
    const groupKey = catalogue.groupKeys[catalogue.groups[index]!]!;
    const found = groups.get(key) ?? { groupKey, index, built: [], loads: [], invalid: [] };
    groups.set(key, found);
    return found;
  };
  for (const entry of built) {
    const group = groupAt(entry.members[0]!.index);
    group.built.push(entry);
    group.loads.push(...entry.loads);
    group.invalid.push(...entry.members.filter((member) => member.invalid));
  }
  for (const leftOut of invalid) groupAt(leftOut.index).invalid.push(leftOut);
  for (const group of groups.values()) group.invalid.sort((a, b) => compareKeys(a.point.id, b.point.id));
  return [...groups.values()];
}

/** "For Llama-3.1-70B FP8", with its workload where the model is asked several things, and its origin unless measured. */
function subjectOf({ catalogue }: AnswerInput, group: Group, groupsPerModel: ReadonlyMap<string, number>): string {
  const { precision } = catalogue.scales;
  const members = [...group.built.flatMap((entry) => entry.members), ...group.invalid];
  const precisions = new Set(members.map(({ index }) => precision.ranks[index]!));
  const [rank = -1] = precisions;
  const label = labelAt(catalogue, 'model', group.index);
  const common = precisions.size === 1 && precision.values[rank] !== unknownValue ? precision.labels[rank]! : '';
  const isNew = common !== '' && !label.toLowerCase().includes(common.toLowerCase());
  const from = catalogue.points[group.index]!.origin;
  const isOneOfSeveral = (groupsPerModel.get(valueAt(catalogue, 'model', group.index)) ?? 0) > 1;
  const notes = [
    isOneOfSeveral ? labelAt(catalogue, 'workload', group.index) : '',
    from === 'measured' ? '' : from,
  ].filter((note) => note !== '');
  return `For ${label}${isNew ? ` ${common}` : ''}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

/** How many comparability groups each model has. */
function countGroups({ catalogue }: AnswerInput, groups: readonly Group[]): Map<string, number> {
  const keys = new Map<string, Set<string>>();
  for (const { groupKey, index } of groups) {
    const model = valueAt(catalogue, 'model', index);
    keys.set(model, (keys.get(model) ?? new Set()).add(groupKey));
  }
  return new Map([...keys].map(([model, set]) => [model, set.size]));
}

function onlyInvalid(subject: string, group: Group): Answer {
  const count = group.invalid.length;
  const reasons = group.invalid.flatMap(({ point }) =>
    point.flags.filter(({ severity }) => severity === 'invalid').map(({ message }) => message),
  );
  return {
    groupKey: group.groupKey,
    headline: [
      plain(`${subject} `),
      strong(count === 1 ? 'the only measurement is invalid' : `all ${formatCount(count)} measurements are invalid`),
      plain('; there is nothing to recommend.'),
    ],
    details: [...new Set(reasons)].slice(0, 3),
    ids: group.invalid.map(({ point }) => point.id),
  };
}

function sentencesOf(contest: Contest) {
  const { loads, limit } = contest;
  if (limit) return underLimit(contest, limit);
  const [first, second] = loads;
  if (first && loads.length === 1) return single(contest, first);
  const isPair =
    loads.length === 2 && first?.representative.point.deploymentKey !== second?.representative.point.deploymentKey;
  return isPair && first && second ? pair(contest, [first, second]) : ends(contest);
}

/**
 * One answer per comparability group and origin on the chart, measured ones first, then by points: under a limit the best
 * of those that keep it; for two deployments by how much one beats the other; for many the frontier's ends and its knee;
 * for a lone or only invalid measurement just that.
 */
export function answersOf(input: AnswerInput): Answer[] {
  const { catalogue, x, y, limit } = input;
  const groups = groupsOf(input);
  const groupsPerModel = countGroups(input, groups);
  const size = (group: Group) => group.built.reduce((sum, { members }) => sum + members.length, 0);
  const originOf = ({ index }: Group) => origin.options.indexOf(catalogue.points[index]!.origin);
  const isMeasured = ({ index }: Group) => Number(catalogue.points[index]!.origin === 'measured');
  groups.sort(
    (a, b) =>
      isMeasured(b) - isMeasured(a) ||
      size(b) - size(a) ||
      compareKeys(a.groupKey, b.groupKey) ||
      originOf(a) - originOf(b),
  );
  return groups.map((group): Answer => {
    const subject = subjectOf(input, group, groupsPerModel);
    if (group.loads.length === 0) return onlyInvalid(subject, group);
    const frontier = bestLoads(group.built, x, y).map(({ load }) => load);
    const names = namesOf({ catalogue, loads: group.loads });
    const contest = { subject, amongOthers: groups.length > 1, loads: group.loads, frontier, x, y, limit, names };
    const { headline, details, best } = sentencesOf(contest);
    const ids = [...best, ...frontier].map(({ representative }) => representative.id);
    return { groupKey: group.groupKey, headline, details, ids: [...new Set(ids)] };
  });
}
