import { countBinned, deleteBinned, deleteOrphans } from '@/lib/db/delete-for-good';
import { inWriteTransaction } from '@/lib/db/write-transaction';
import { removeArtifacts } from '../artifacts/artifact-files';
import type { ServiceContext } from '../context';

/** How long deleted measurements can be brought back, in days. */
const binDays = 30;

/** What is in the bin, and how long it is kept there. */
export async function readBin({ db }: ServiceContext): Promise<{ measurements: number; keptDays: number }> {
  return { measurements: await countBinned(db), keptDays: binDays };
}

/** Deletes everything in the bin for good, with the files only it used. Answers how many measurements went. */
export const emptyBin = (context: ServiceContext) => deleteForGood(context, {});

/** Deletes for good what has been in the bin for longer than it is kept. */
export async function sweepBin(context: ServiceContext, now = new Date()): Promise<{ measurements: number }> {
  const until = new Date(now.getTime() - binDays * 24 * 60 * 60 * 1000);
  return deleteForGood(context, { until });
}

async function deleteForGood({ db, dataDir }: ServiceContext, which: { until?: Date }) {
  const { measurements, orphans } = await inWriteTransaction(db, async (transaction) => {
    const deleted = await deleteBinned(transaction, which);
    const files = deleted === 0 ? [] : await deleteOrphans(transaction);
    return { changed: deleted > 0, result: { measurements: deleted, orphans: files } };
  });
  await removeArtifacts(dataDir, orphans);
  return { measurements };
}
