import { createHash } from 'node:crypto';
import { readRevision } from '@/lib/db/read-revision';
import packageJson from '@/package.json' with { type: 'json' };
import type { ServiceContext } from '../context';

/**
 * Which state the stored data is in. Equal tags mean equal answers: the same database at the same revision, read by the
 * same version of the code, since what is derived is derived on reading.
 */
export async function getState({ db }: ServiceContext): Promise<{ revision: number; tag: string }> {
  const { revision, born } = await readRevision(db);
  const tag = createHash('sha256').update(`${packageJson.version} ${born.toISOString()} ${revision}`).digest('hex');
  return { revision, tag: tag.slice(0, 24) };
}
