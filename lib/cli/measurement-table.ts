import { loadLabel } from '@/lib/domain/load';
import type { Measurement } from '@/lib/domain/measurement';
import { outputPerGpu } from '@/lib/domain/metrics';
import { bestSpeedMetric } from '@/lib/domain/best-speed-metric';
import { topologyLabel } from '@/lib/domain/topology-label';
import type { Problem } from '@/lib/importers/importer';
import { formatNumber } from '@/lib/units/format';

const unknown = '-';
const shownProblems = 50;

interface Listed {
  file: string;
  measurements: Measurement[];
}

/** Measurements as a table for people, and a line that counts them. Numbers stand right, what is not known is "-". */
export function describeMeasurements(files: readonly Listed[]): string {
  const all = files.flatMap(({ measurements }) => measurements);
  const counted = `${count(all.length, 'measurement')} in ${count(files.length, 'file')}`;
  if (all.length === 0) return counted;
  const speed = bestSpeedMetric(all);
  const head = ['file', 'model', 'GPU', 'topology', 'load', 'tok/s/GPU', 'tok/s/user', 'flags'];
  const rows = files.flatMap(({ file, measurements }) =>
    measurements.map((measurement) => [
      file.split('/').slice(-2).join('/'),
      measurement.deployment.model ?? unknown,
      measurement.deployment.hardware.gpu ?? unknown,
      measurement.deployment.topology === null ? unknown : topologyLabel(measurement.deployment.topology),
      loadLabel(measurement.load),
      toNumber(outputPerGpu.value(measurement)),
      toNumber(speed.value(measurement)),
      measurement.flags.map(({ code }) => code).join(' '),
    ]),
  );
  return `${toTable(head, rows, [5, 6])}\n\n${counted}. tok/s/user = ${speed.formula}.`;
}

/** Problems as sentences, the first of many. */
export function describeProblems(problems: readonly Pick<Problem, 'message'>[]): string[] {
  const lines = problems.slice(0, shownProblems).map(({ message }) => message);
  return problems.length > shownProblems ? [...lines, `… and ${problems.length - shownProblems} more.`] : lines;
}

/** "1 file", "2 files". */
export const count = (size: number, thing: string) => `${size} ${thing}${size === 1 ? '' : 's'}`;

const toNumber = (value: number | null) => (value === null ? unknown : formatNumber(value));

function toTable(head: string[], rows: string[][], right: number[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const toLine = (row: string[]) =>
    row
      .map((cell, column) =>
        right.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(toLine).join('\n');
}
