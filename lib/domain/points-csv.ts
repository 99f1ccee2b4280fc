import { metrics } from './metrics';
import type { Point } from './point';
import { topologyLabel } from './topology-label';

const facts: [string, (point: Point) => string | number | null][] = [
  ['id', ({ id }) => id],
  ['model', ({ deployment }) => deployment.model],
  ['precision', ({ deployment }) => deployment.precision],
  ['engine', ({ deployment }) => deployment.engine],
  ['engineVersion', ({ deployment }) => deployment.engineVersion],
  ['gpu', ({ deployment }) => deployment.hardware.gpu],
  ['gpus', ({ derived }) => derived.gpus],
  ['topology', ({ deployment }) => (deployment.topology ? topologyLabel(deployment.topology) : null)],
  ['dataset', ({ workload }) => workload.dataset],
  ['isl', ({ workload }) => workload.isl],
  ['osl', ({ workload }) => workload.osl],
  ['maxConcurrency', ({ load }) => load.maxConcurrency],
  ['requestRate', ({ load }) => load.requestRate],
  ['numPrompts', ({ load }) => load.numPrompts],
  ['sweep', ({ sweep }) => sweep.name],
  ['origin', ({ origin }) => origin],
  ['measuredAt', ({ measuredAt }) => measuredAt],
  ['flags', ({ flags }) => flags.map(({ code, severity }) => `${severity}: ${code}`).join('; ')],
  ['file', ({ source }) => source.file],
];
const factNames = new Set(facts.map(([name]) => name));

/** A text that a spreadsheet would run as a formula is led by an apostrophe; numbers are left alone. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Points as CSV (RFC 4180): what was measured, then every metric of the registry under its key, at full precision. What
 * is not known is empty.
 */
export function pointsCsv(points: readonly Point[]): string {
  const columns = metrics.filter(({ key }) => !factNames.has(key));
  const head = [...facts.map(([name]) => name), ...columns.map(({ key }) => key)];
  const rows = points.map((point) => [
    ...facts.map(([, value]) => cell(value(point))),
    ...columns.map((metric) => cell(metric.value(point))),
  ]);
  return [head, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
