import type { ImportSettings } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';
import { ownSweepName } from '@/lib/importers/propose-sweeps';

/** What a new sweep is called: as somebody said, else the tool's own run id, else its folder, else when it came. */
export function sweepName(
  measurement: Pick<BaseMeasurement, 'runId' | 'source'>,
  { sweep }: Pick<ImportSettings, 'sweep'>,
  importedAt: Date,
): string {
  return sweep ?? ownSweepName(measurement) ?? `import of ${importedAt.toISOString().slice(0, 16).replace('T', ' ')}`;
}
