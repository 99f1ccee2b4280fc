import { z } from 'zod';
import type { Queryable } from './database';

const rows = z.array(z.object({ id: z.string(), sample: z.boolean() }));

/** Which of these measurements there are already, and whether each is sample data. Those in the bin are not there. */
export async function findStoredMeasurements(db: Queryable, ids: string[]): Promise<Map<string, { sample: boolean }>> {
  if (ids.length === 0) return new Map();
  const found = rows.parse(
    await db.$queryRaw`SELECT id, sample FROM measurement WHERE id = ANY(${ids}) AND deleted_at IS NULL`,
  );
  return new Map(found.map(({ id, sample }) => [id, { sample }]));
}
