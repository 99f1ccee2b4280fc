import type { PlottedPoint } from '@/lib/domain/exploration';
import { pointsCsv } from '@/lib/domain/points-csv';

/** Hands the rows of the table to the browser as a file. */
export function downloadRows(rows: readonly PlottedPoint[], format: 'csv' | 'json'): void {
  const points = rows.map(({ point }) => point);
  const [text, type] =
    format === 'csv' ? [pointsCsv(points), 'text/csv'] : [JSON.stringify({ points }, null, 2), 'application/json'];
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `kneepoint-points.${format}`;
  link.click();
  // The download has begun by the next task; revoking at once would cut it off in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
