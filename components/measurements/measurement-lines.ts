import { loadLabel } from '@/lib/domain/load';
import type { Point } from '@/lib/domain/point';
import { topologyLabel } from '@/lib/domain/topology-label';
import { workloadLabels } from '@/lib/domain/workload-label';
import { compareLoads } from '@/lib/domain/load';

/** A line of the table: a sweep, or a measurement of the sweep above it. */
export type MeasurementLine =
  | { kind: 'sweep'; key: string; name: string; points: readonly Point[] }
  | { kind: 'measurement'; key: string; point: Point };

/** What a measurement says of itself in words, for people who look for one. */
export function searchText(point: Point): string {
  const { deployment, workload, sweep, tags, source, load } = point;
  const topology = deployment.topology === null ? '' : topologyLabel(deployment.topology);
  return [
    deployment.model,
    deployment.precision,
    deployment.engine,
    deployment.engineVersion,
    deployment.hardware.gpu,
    topology,
    ...workloadLabels(workload),
    loadLabel(load),
    sweep.name,
    source.file,
    ...tags,
  ]
    .filter((part) => part !== null)
    .join(' ')
    .toLowerCase();
}

/** Points that contain every word looked for, and belong to the import asked for if one is. */
export function findPoints(points: readonly Point[], find: string, importId: string | null): Point[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  return points.filter((point) => {
    if (importId !== null && point.importId !== importId) return false;
    const text = words.length === 0 ? '' : searchText(point);
    return words.every((word) => text.includes(word));
  });
}

/** Points under the names of their sweeps, the last imported sweep first, each in the order of load. */
export function measurementLines(points: readonly Point[]): MeasurementLine[] {
  const byName = new Map<string, Point[]>();
  for (const point of points) byName.set(point.sweep.name, [...(byName.get(point.sweep.name) ?? []), point]);
  const lastOf = (list: readonly Point[]) =>
    list.reduce((last, { importedAt }) => (importedAt > last ? importedAt : last), '');
  return [...byName]
    .map(([name, list]) => ({ name, list, last: lastOf(list) }))
    .sort((a, b) => (a.last === b.last ? a.name.localeCompare(b.name) : a.last < b.last ? 1 : -1))
    .flatMap(({ name, list }): MeasurementLine[] => [
      { kind: 'sweep', key: `sweep ${name}`, name, points: list },
      ...[...list].sort(compare).map((point): MeasurementLine => ({ kind: 'measurement', key: point.id, point })),
    ]);
}

const topologyText = ({ deployment }: Point) =>
  deployment.topology === null ? '' : topologyLabel(deployment.topology);

function compare(a: Point, b: Point): number {
  return (
    topologyText(a).localeCompare(topologyText(b), 'en', { numeric: true }) ||
    compareLoads(a.load, b.load) ||
    a.id.localeCompare(b.id)
  );
}
