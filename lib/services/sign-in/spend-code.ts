import { spendCode as insertSpentCode } from '@/lib/db/spend-code';
import type { ServiceContext } from '../context';

/** Uses up a one-time code: true once, false ever after. */
export async function spendCode({ db }: ServiceContext, id: string): Promise<boolean> {
  return insertSpentCode(db, id);
}
