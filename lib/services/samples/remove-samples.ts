import { deleteOrphans, deleteSampleMeasurements } from '@/lib/db/delete-for-good';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import { removeArtifacts } from '../artifacts/artifact-files';
import type { ServiceContext } from '../context';

/** Removes the sample data with all that only it used; what anybody imported stays. Answers how many measurements went. */
export async function removeSamples({ db, dataDir }: ServiceContext): Promise<{ measurements: number }> {
  const { measurements, orphans } = await inWriteTransaction(db, async (transaction) => {
    const removed = await deleteSampleMeasurements(transaction);
    const files = removed === 0 ? [] : await deleteOrphans(transaction);
    return { changed: removed > 0, result: { measurements: removed, orphans: files } };
  });
  await removeArtifacts(dataDir, orphans);
  return { measurements };
}
