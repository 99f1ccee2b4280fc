import type { Queryable } from '@/lib/db/database';
import { findStoredMeasurements } from '@/lib/db/find-stored-measurements';
import type { ImportToStore } from '@/lib/db/store-import';
import type { PlannedFile } from './plan-import';

/**
 * Ids of the plan's measurements that are not stored yet. Sample data is no hindrance to a person's own import, which
 * replaces it, or removing the samples would take the person's measurements along.
 */
export async function findNew(db: Queryable, plan: PlannedFile[], via: ImportToStore['via']): Promise<Set<string>> {
  const ids = plan.flatMap(({ measurements }) => [...measurements.keys()]);
  const stored = await findStoredMeasurements(db, ids);
  return new Set(
    ids.filter((id) => {
      const found = stored.get(id);
      return found === undefined || (found.sample && via !== 'sample');
    }),
  );
}

/** Whether a file brings any of these measurements, or filled a field of one: only then its bytes are kept. */
export const brings = ({ measurements, filled }: PlannedFile, ids: Set<string>) =>
  [...measurements.keys(), ...filled].some((id) => ids.has(id));
