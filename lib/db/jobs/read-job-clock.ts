import type { Transaction } from '../write-transaction';

/** How often any job has changed; 0 where there never was one. */
export async function readJobClock(db: Pick<Transaction, 'jobClock'>): Promise<number> {
  const row = await db.jobClock.findUnique({ where: { id: 1 } });
  return Number(row?.number ?? 0);
}
