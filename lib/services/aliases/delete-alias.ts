import { type AliasRow, deleteAlias as removeAlias } from '@/lib/db/aliases';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import type { ServiceContext } from '../context';

/** Takes an alias away, if it is there. */
export async function deleteAlias({ db }: ServiceContext, alias: Omit<AliasRow, 'target'>): Promise<void> {
  await inWriteTransaction(db, async (transaction) => ({
    changed: await removeAlias(transaction, alias),
    result: undefined,
  }));
}
