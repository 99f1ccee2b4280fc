import type { Point } from './point';
import { clusterLengths } from './length-clusters';
import { achievedLabel, workloadLabels } from './workload-label';

/** Value of a dimension a point says nothing about. */
export const unknownValue = '?';

/** What a point is asked of, as far as comparing goes: the declared workload, or lengths merely achieved. */
export interface ComparableWorkload {
  key: string;
  /** Labels from short to unmistakable. */
  labels: string[];
}

/** Whether the source declares what was asked: a dataset or a length. */
function isWorkloadDeclared({ dataset, isl, osl }: Point['workload']): boolean {
  return dataset !== null || isl !== null || osl !== null;
}

/** What keeps clusters of achieved lengths apart though no dataset or length is declared. */
function declaredRest({ lengthSpread, sharedPrefix, burstiness, ignoreEos, temperature }: Point['workload']): string {
  return JSON.stringify([lengthSpread, sharedPrefix, burstiness === 1 ? null : burstiness, ignoreEos, temperature]);
}

/**
 * The comparable workload of every point, in the order of the points. A comparability group is model × this:
 * - declared: the workload's identity;
 * - nothing declared: clusters of achieved mean lengths within 15 %, per model (see `clusterLengths`);
 * - nothing declared and no lengths known: the sweep alone, because "unknown" is not the same as "equal".
 *
 * Ask it about all points there are, not about a filtered part: clusters would come out differently.
 */
export function comparableWorkloads(points: readonly Point[]): ComparableWorkload[] {
  const result = new Array<ComparableWorkload>(points.length);
  const achieved = new Map<string, number[]>();
  const declared = new Map<string, ComparableWorkload>();
  points.forEach((point, index) => {
    const { meanIsl, meanOsl } = point.derived;
    if (isWorkloadDeclared(point.workload)) {
      let found = declared.get(point.workloadKey);
      if (!found)
        declared.set(point.workloadKey, (found = { key: point.workloadKey, labels: workloadLabels(point.workload) }));
      result[index] = found;
    } else if (meanIsl !== null && meanOsl !== null) {
      const key = `${point.deployment.model ?? unknownValue}\n${declaredRest(point.workload)}`;
      const members = achieved.get(key);
      if (members) members.push(index);
      else achieved.set(key, [index]);
    } else {
      result[index] = {
        key: `sweep:${point.sweep.id}`,
        labels: ['workload unknown', `workload unknown, ${point.sweep.name}`],
      };
    }
  });
  for (const members of achieved.values()) assignClusters(points, members, result);
  return result;
}

function assignClusters(points: readonly Point[], members: number[], result: ComparableWorkload[]): void {
  const lengths = members.map((index) => {
    const { meanIsl, meanOsl } = points[index]?.derived ?? {};
    return { isl: meanIsl ?? 0, osl: meanOsl ?? 0 };
  });
  const numbers = clusterLengths(lengths);
  const clusters = new Map<number, { isl: number; osl: number; size: number; firstId: string }>();
  numbers.forEach((number, at) => {
    const cluster = clusters.get(number) ?? { isl: 0, osl: 0, size: 0, firstId: '￿' };
    const id = points[members[at] ?? -1]?.id ?? '';
    cluster.isl += lengths[at]?.isl ?? 0;
    cluster.osl += lengths[at]?.osl ?? 0;
    cluster.size += 1;
    if (id < cluster.firstId) cluster.firstId = id;
    clusters.set(number, cluster);
  });
  const workloads = new Map(
    [...clusters].map(([number, { isl, osl, size, firstId }]) => {
      const label = achievedLabel(isl / size, osl / size);
      const model = points[members[0] ?? -1]?.deployment.model ?? 'model unknown';
      return [number, { key: `achieved:${firstId}`, labels: [label, `${label}, ${model}`] }];
    }),
  );
  numbers.forEach((number, at) => {
    const workload = workloads.get(number);
    const index = members[at];
    if (workload && index !== undefined) result[index] = workload;
  });
}

/** Key of a comparability group: nothing is ever compared across two of them. */
export function groupKeyOf(model: string | null, workload: ComparableWorkload): string {
  return `${model ?? unknownValue}\n${workload.key}`;
}
