import type { Queryable } from './database';

/** Uses up a one-time code: true for the first caller only. Codes long past any lifetime are forgotten on the way. */
export async function spendCode(db: Queryable, id: string): Promise<boolean> {
  await db.$executeRaw`DELETE FROM spent_code WHERE spent_at < now() - interval '30 days'`;
  return (await db.$executeRaw`INSERT INTO spent_code (id) VALUES (${id}) ON CONFLICT DO NOTHING`) > 0;
}
