import { downloadText } from '@/components/ui/download-text';
import type { PlottedPoint } from '@/lib/domain/exploration';
import { pointsCsv } from '@/lib/domain/points-csv';

/** Hands the rows of the table to the browser as a file. */
export function downloadRows(rows: readonly PlottedPoint[], format: 'csv' | 'json'): void {
  const points = rows.map(({ point }) => point);
  const [text, type] =
    format === 'csv' ? [pointsCsv(points), 'text/csv'] : [JSON.stringify({ points }, null, 2), 'application/json'];
  downloadText(`kneepoint-points.${format}`, text, type);
}
