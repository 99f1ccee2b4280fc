import { countOf } from '@/lib/domain/edits/describe-change';
import type { ServiceContext } from '../context';
import { readSelection, type Selection } from './selection';
import { sweepBin } from './bin';
import { type ChangedBy, writeChange, type WrittenChange } from './write-change';

/** Puts measurements into the bin: shown nowhere, brought back by undo until the bin is swept. */
export async function deleteMeasurements(
  context: ServiceContext,
  { of, basedOn, by }: { of: Selection; basedOn: number; by: ChangedBy },
): Promise<WrittenChange> {
  const written = await writeChange(context, by, async (db, at) => {
    const found = await readSelection(db, of, basedOn);
    const sweeps = new Set(found.map(({ held }) => held.sweep.name));
    const [only] = sweeps;
    const whose = sweeps.size === 1 && only !== undefined ? ` of sweep ${only}` : '';
    return {
      kind: 'deletion',
      undoes: null,
      measurements: found.map((before) => ({ before, after: { ...before.held, deletedAt: at.toISOString() } })),
      summarise: (count) => `Deleted ${countOf(count)}${whose}`,
    };
  });
  await sweepBin(context);
  return written;
}
