import type { Prisma } from './generated/client';
import type { Database } from './database';

export type Transaction = Prisma.TransactionClient;

const attempts = 5;

/**
 * Runs one change of stored data as a whole or not at all. It takes the row that counts changes first, so writers wait
 * for each other instead of meeting in the middle: no deadlock, and whoever comes second sees what the first one
 * stored. `work` answers whether anything changed; if so the revision grows by one.
 *
 * No IO inside `work` but the database's: on the embedded database an open transaction blocks everyone. A conflict the
 * database reports is tried again, so `work` may run more than once.
 */
export async function inWriteTransaction<T>(
  db: Database,
  work: (transaction: Transaction) => Promise<{ changed: boolean; result: T }>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(
        async (transaction) => {
          await transaction.$queryRaw`SELECT number FROM revision WHERE id = 1 FOR UPDATE`;
          const { changed, result } = await work(transaction);
          if (changed) await transaction.$executeRaw`UPDATE revision SET number = number + 1 WHERE id = 1`;
          return result;
        },
        { maxWait: 60_000, timeout: 600_000 },
      );
    } catch (error) {
      if (attempt === attempts || !isConflict(error)) throw error;
    }
  }
}

/** Serialization failure and deadlock, by the codes of Prisma and of PostgreSQL; the message carries the latter. */
function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return code === 'P2034' || /\b(40001|40P01)\b/.test(`${code} ${error.message}`);
}
