import type { ReimportedMeasurement } from '@/lib/api/edit-contracts';

/** Names a field of one measurement among those of many. */
export const fieldKey = (id: string, path: string): string => `${id} ${path}`;

/** The fields to take over, by measurement: all but those left out. */
export function takenFields(
  changed: readonly ReimportedMeasurement[],
  left: ReadonlySet<string>,
): Record<string, string[]> {
  return Object.fromEntries(
    changed.map(({ id, differences }) => [
      id,
      differences.map(({ path }) => path).filter((path) => !left.has(fieldKey(id, path))),
    ]),
  );
}
