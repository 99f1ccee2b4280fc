import { readRevision } from '@/lib/db/read-revision';
import type { ServiceContext } from '../context';

/** The number of the stored data's state: the same number means the same answers. */
export async function getRevision({ db }: ServiceContext): Promise<number> {
  return readRevision(db);
}
