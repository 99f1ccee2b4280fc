import { deleteImport } from '@/lib/db/delete-import';
import { deleteOrphans } from '@/lib/db/delete-for-good';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import { removeArtifacts } from '../artifacts/artifact-files';
import type { ServiceContext } from '../context';
import { AppError } from '../errors';

/**
 * Takes an import back: exactly the measurements it added, for good, with files and sweeps that only they used. What was
 * there before, and what others have imported since, stays. Answers how many measurements went; `not-found` where there
 * is no such import, or none any more.
 */
export async function undoImport({ db, dataDir }: ServiceContext, id: string): Promise<{ measurements: number }> {
  const { measurements, orphans } = await inWriteTransaction(db, async (transaction) => {
    const deleted = await deleteImport(transaction, id);
    const changed = deleted !== null;
    return { changed, result: { measurements: deleted, orphans: changed ? await deleteOrphans(transaction) : [] } };
  });
  if (measurements === null) throw new AppError('not-found', 'There is no such import; it may be undone already.');
  await removeArtifacts(dataDir, orphans);
  return { measurements };
}
