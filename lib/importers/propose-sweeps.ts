import { deploymentKey, workloadKey } from '@/lib/domain/identity';
import type { ProposedSweep } from '@/lib/domain/import';
import { compareLoads, loadKey } from '@/lib/domain/load';
import type { BaseMeasurement } from '@/lib/domain/measurement';

/** Folders `vllm bench sweep` makes for each combination: "SERVE--tp=2-BENCH--max_concurrency=8-WL--request_rate=5". */
const combination = /^(?:SERVE|BENCH|SLA|WL)--/;

/** The folder that holds a sweep: of a combination's folder the one around it; "" for a file that lies in none. */
export function sweepFolder(file: string): string {
  const folders = file.split('/').slice(0, -1).filter(Boolean);
  while (folders.length > 0 && combination.test(folders.at(-1)!)) folders.pop();
  return folders.join('/');
}

/** What a measurement's sweep is called of itself: the tool's run id, else its folder's name; null where it has neither. */
export function ownSweepName({ runId, source }: Pick<BaseMeasurement, 'runId' | 'source'>): string | null {
  return runId ?? (sweepFolder(source.file).split('/').at(-1) || null);
}

/**
 * Groups measurements into the sweeps they seem to be, in the order in which they come. A folder's measurements belong
 * together unless the tool's own run ids tell them apart. Pure data: nothing is decided yet.
 */
export function proposeSweeps(measurements: readonly BaseMeasurement[]): ProposedSweep[] {
  const groups = grouped(measurements, ({ runId, source }) =>
    runId === null ? `folder ${sweepFolder(source.file)}` : `run ${runId}`,
  );
  return groups.map((members) => ({
    name: ownSweepName(members[0]!),
    curves: grouped(members, curveKey).map(toCurve),
  }));
}

const curveKey = ({ deployment, workload }: BaseMeasurement) => `${deploymentKey(deployment)} ${workloadKey(workload)}`;

function toCurve(members: BaseMeasurement[]): ProposedSweep['curves'][number] {
  const { deployment, workload } = members[0]!;
  const loads = grouped(members, ({ load }) => loadKey(load)).sort(([a], [b]) => compareLoads(a!.load, b!.load));
  return {
    deploymentKey: deploymentKey(deployment),
    workloadKey: workloadKey(workload),
    loads: loads.map((repeats) => ({
      load: repeats[0]!.load,
      // A record that several files hold is one.
      repeats: [...new Set([...repeats].sort(byRepeat).map(({ source }) => source.sha256))],
    })),
  };
}

const byRepeat = (a: BaseMeasurement, b: BaseMeasurement) => (a.repeat ?? Infinity) - (b.repeat ?? Infinity) || 0;

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
