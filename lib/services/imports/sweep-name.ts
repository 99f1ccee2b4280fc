import type { ImportSettings } from '@/lib/domain/import';
import type { BaseMeasurement } from '@/lib/domain/measurement';

/** What a new sweep is called: as somebody said, else the tool's own run id, else its folder, else when it came. */
export function sweepName(
  { runId, source }: Pick<BaseMeasurement, 'runId' | 'source'>,
  { sweep }: Pick<ImportSettings, 'sweep'>,
  importedAt: Date,
): string {
  const folder = source.file.split('/').slice(0, -1).at(-1);
  return sweep ?? runId ?? folder ?? `import of ${importedAt.toISOString().slice(0, 16).replace('T', ' ')}`;
}
