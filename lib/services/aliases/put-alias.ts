import { type AliasRow, putAlias as upsertAlias } from '@/lib/db/aliases';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';

/** Adds an alias or changes its target. Aliases do not chain: the target is the name that shows. */
export async function putAlias({ db }: ServiceContext, alias: AliasRow): Promise<void> {
  if (alias.name === alias.target) throw new AppError('bad-request', `${alias.name} is called that already.`);
  await inWriteTransaction(db, async (transaction) => ({
    changed: await upsertAlias(transaction, alias),
    result: undefined,
  }));
}
