import { listAliases as readAliases, listNames } from '@/lib/db/aliases';
import type { ServiceContext } from '../context';

/** All aliases, and the names stored measurements use. */
export async function listAliases({ db }: ServiceContext) {
  const [aliases, names] = await Promise.all([readAliases(db), listNames(db)]);
  return { aliases, names };
}
