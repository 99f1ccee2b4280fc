import { listArtifactFiles } from '@/lib/db/artifacts';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import type { ServiceContext } from '../context';
import { removeArtifacts } from './artifact-files';

/**
 * Removes those of these placed files that no artifact took. Asks where all writers wait for each other: a commit whose
 * answer was lost on the way is through by then, or undone. While the database is away nothing is removed; the next
 * sweep does it.
 */
export async function removeUnlessReferenced({ db, dataDir }: ServiceContext, storedAs: string[]): Promise<void> {
  if (storedAs.length === 0) return;
  try {
    const taken = await inWriteTransaction(db, async (transaction) => ({
      changed: false,
      result: await listArtifactFiles(transaction, storedAs),
    }));
    await removeArtifacts(
      dataDir,
      storedAs.filter((name) => !taken.has(name)),
    );
  } catch (error) {
    console.error('Placed files were left for the next sweep.', error);
  }
}
