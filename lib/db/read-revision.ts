import { z } from 'zod';
import type { Queryable } from './database';

const rows = z.array(z.object({ number: z.bigint() })).max(1);

/** How often stored data has changed: 0 on a database nothing was ever stored in. */
export async function readRevision(db: Queryable): Promise<number> {
  const [row] = rows.parse(await db.$queryRaw`SELECT number FROM revision WHERE id = 1`);
  return Number(row?.number ?? 0);
}
