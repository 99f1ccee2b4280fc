import { canonicalJson, sha256Hex } from '@/lib/domain/identity';
import { type BaseMeasurement, emptyMeasurement } from '@/lib/domain/measurement';
import { gpuCount } from '@/lib/domain/topology';
import { toTokensPerSecond } from '@/lib/units/quantities';
import { numberIn, type TextTable } from './parse-table';
import { isInSeconds, type TableColumn, tableColumns } from './table-columns';

/** What each column of a table is taken for: a column's key, or null to leave it out. */
export type TableMapping = readonly (string | null)[];

/**
 * A measurement for each row of a pasted table. Empty cells, and words where a number belongs, are absent; every cell is
 * kept as it stood under `extra.table`. A row's identity is its heads and cells, so that the same row pasted again is
 * the same measurement.
 */
export function tableMeasurements({ heads, rows }: TextTable, mapping: TableMapping, file: string): BaseMeasurement[] {
  const columns = mapping.map((key) => tableColumns.find((column) => column.key === key) ?? null);
  return rows.map((cells, index) => {
    const table = Object.fromEntries(heads.map((head, at) => [head, cells[at] ?? '']));
    const sha256 = sha256Hex(canonicalJson({ heads, cells }));
    const empty = emptyMeasurement({ file, format: 'pasted-table', formatVersion: null, index, sha256 });
    const filled = columns.reduce<BaseMeasurement>(
      (base, column, at) => (column === null ? base : withCell(base, column, heads[at] ?? '', cells[at] ?? '')),
      { ...empty, extra: { table } },
    );
    return withTotals(filled);
  });
}

function withCell(base: BaseMeasurement, column: TableColumn, head: string, cell: string): BaseMeasurement {
  if (column.kind === 'text') return cell === '' ? base : column.set(base, cell as never);
  const value = numberIn(cell);
  if (value === null || value < 0) return base;
  return column.set(base, (column.group === 'Latency' && isInSeconds(head) ? value * 1000 : value) as never);
}

/** Tables give throughput per GPU where files give the whole: it is that times the GPUs, and said so. */
function withTotals(base: BaseMeasurement): BaseMeasurement {
  const { statedOutputTokensPerSPerGpu: perGpu } = base.evidence;
  const { topology, hardware } = base.deployment;
  const gpus = topology === null ? hardware.gpus : gpuCount(topology);
  if (perGpu === null || gpus === null || base.throughput.outputTokensPerS !== null) return base;
  return {
    ...base,
    throughput: { ...base.throughput, outputTokensPerS: toTokensPerSecond(perGpu * gpus) },
    provenance: { ...base.provenance, 'throughput.outputTokensPerS': `the table's ${perGpu} per GPU x ${gpus} GPUs` },
  };
}

/** Whether the mapping says enough to draw: how much came out, or how fast. */
export function isTelling(mapping: TableMapping): boolean {
  return mapping.some((key) => {
    const group = tableColumns.find((column) => column.key === key)?.group;
    return group === 'Throughput' || group === 'Latency';
  });
}
