import { z } from 'zod';
import type { Queryable } from './database';

const rows = z.array(
  z.object({ id: z.string(), name: z.string(), deployment_key: z.string(), workload_key: z.string() }),
);
export type NamedSweep = z.infer<typeof rows>[number];

/** Every sweep that goes by one of these names, the oldest first. */
export async function findSweepsByName(db: Queryable, names: string[]): Promise<NamedSweep[]> {
  if (names.length === 0) return [];
  return rows.parse(
    await db.$queryRaw`SELECT id, name, deployment_key, workload_key FROM sweep WHERE name = ANY(${names})
      ORDER BY created_at, id`,
  );
}
