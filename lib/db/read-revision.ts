import { z } from 'zod';
import type { Queryable } from './database';

const rows = z.tuple([z.object({ number: z.bigint(), born: z.date() })]);

/**
 * `revision`: how often stored data has changed, 0 on a database nothing was ever stored in. `born`: when the database
 * was made, which tells two with equal revisions apart.
 */
export async function readRevision(db: Queryable): Promise<{ revision: number; born: Date }> {
  const [row] = rows.parse(
    await db.$queryRaw`
      SELECT number, (SELECT min(started_at) FROM _prisma_migrations) AS born FROM revision WHERE id = 1`,
  );
  return { revision: Number(row.number), born: row.born };
}
