import type { GpuSpec } from '../hardware/gpu-catalog';
import { gpuUuid } from '../hardware/gpu-identity';
import type { LedgerEntry } from '../hardware/gpu-ledger';

/** One GPU of the simulated machine at a moment. */
export interface GpuState {
  readonly index: number;
  readonly gpu: GpuSpec;
  readonly usedMiB: number;
  readonly utilization: number;
  readonly watts: number;
  readonly at: Date;
}

export const DRIVER_VERSION = '570.124.06';
export const CUDA_VERSION = '12.8';

/** Memory the driver keeps on an idle GPU. */
const IDLE_MIB = 4;
const PCIE_BYTES_PER_S = 50e9;

interface Field {
  readonly unit: string;
  readonly read: (state: GpuState) => string;
}

const text = (read: (state: GpuState) => string): Field => ({ unit: '', read });
const number = (unit: string, read: (state: GpuState) => number, digits = 0): Field => ({
  unit,
  read: (state) => read(state).toFixed(digits),
});

/** Fields of `--query-gpu`; the unit stands behind the value and in the head, unless `nounits`. */
const FIELDS: Readonly<Record<string, Field>> = {
  timestamp: text(({ at }) => formatTimestamp(at)),
  index: text(({ index }) => String(index)),
  name: text(({ gpu }) => gpu.name),
  gpu_name: text(({ gpu }) => gpu.name),
  uuid: text(({ index }) => gpuUuid(index)),
  gpu_uuid: text(({ index }) => gpuUuid(index)),
  count: text(({ index }) => String(index + 1)),
  driver_version: text(() => DRIVER_VERSION),
  'pci.bus_id': text(({ index }) => `00000000:${(0x1b + index).toString(16).toUpperCase().padStart(2, '0')}:00.0`),
  serial: text(() => '[N/A]'),
  compute_cap: text(({ gpu }) => gpu.computeCapability),
  compute_mode: text(() => 'Default'),
  persistence_mode: text(() => 'Enabled'),
  'mig.mode.current': text(() => '[N/A]'),
  'ecc.mode.current': text(() => 'Enabled'),
  pstate: text(({ utilization }) => (utilization > 0 ? 'P0' : 'P8')),
  'memory.total': number('MiB', ({ gpu }) => gpu.memoryMiB),
  'memory.used': number('MiB', ({ usedMiB }) => usedMiB),
  'memory.free': number('MiB', ({ gpu, usedMiB }) => gpu.memoryMiB - usedMiB),
  'memory.reserved': number('MiB', () => 0),
  'utilization.gpu': number('%', ({ utilization }) => utilization * 100),
  'utilization.memory': number('%', ({ utilization }) => utilization * 80),
  'temperature.gpu': number('', ({ utilization }) => 32 + 38 * utilization),
  'power.draw': number('W', ({ watts }) => watts, 2),
  'power.draw.average': number('W', ({ watts }) => watts, 2),
  'power.draw.instant': number('W', ({ watts }) => watts, 2),
  'power.limit': number('W', ({ gpu }) => gpu.maxWatts, 2),
  'enforced.power.limit': number('W', ({ gpu }) => gpu.maxWatts, 2),
  'power.max_limit': number('W', ({ gpu }) => gpu.maxWatts, 2),
  'clocks.sm': number('MHz', ({ utilization }) => (utilization > 0 ? 1980 : 345)),
  'clocks.gr': number('MHz', ({ utilization }) => (utilization > 0 ? 1980 : 345)),
  'clocks.current.sm': number('MHz', ({ utilization }) => (utilization > 0 ? 1980 : 345)),
  'clocks.mem': number('MHz', () => 2619),
  'clocks.max.sm': number('MHz', () => 1980),
  'clocks.max.mem': number('MHz', () => 2619),
  'clocks_throttle_reasons.active': text(() => '0x0000000000000000'),
  'clocks_event_reasons.active': text(() => '0x0000000000000000'),
};

/** The GPUs of the machine, with what the living servers of the ledger hold and do. */
export function readGpuStates(gpu: GpuSpec, count: number, entries: readonly LedgerEntry[], at: Date): GpuState[] {
  return Array.from({ length: count }, (_, index) => {
    const own = entries.filter((entry) => entry.gpus.includes(index));
    return {
      index,
      gpu,
      usedMiB: Math.min(gpu.memoryMiB, IDLE_MIB + own.reduce((sum, entry) => sum + entry.memoryMiB, 0)),
      utilization: Math.min(
        1,
        own.reduce((sum, entry) => sum + entry.utilization, 0),
      ),
      watts: own.reduce((most, entry) => Math.max(most, entry.watts), gpu.idleWatts),
      at,
    };
  });
}

/** The answer to `--query-gpu=...` as CSV, or the sentence the real program refuses an unknown field with. */
export function formatGpuQuery(
  names: readonly string[],
  states: readonly GpuState[],
  format: { header: boolean; units: boolean },
): { text: string } | { problem: string } {
  const fields: [string, Field][] = [];
  for (const name of names) {
    const field = FIELDS[name];
    if (!field) return { problem: `Field "${name}" is not a valid field to query.` };
    fields.push([name, field]);
  }
  const head = fields.map(([name, { unit }]) => (unit === '' || !format.units ? name : `${name} [${unit}]`)).join(', ');
  const rows = states.map((state) =>
    fields
      .map(([, { unit, read }]) => (unit === '' || !format.units ? read(state) : `${read(state)} ${unit}`))
      .join(', '),
  );
  return { text: [...(format.header ? [head] : []), ...rows].map((line) => `${line}\n`).join('') };
}

/** The matrix of `nvidia-smi topo -m`: NVLink between all, or the PCIe bridge. */
export function formatTopology(states: readonly GpuState[]): string {
  const names = states.map(({ index }) => `GPU${index}`);
  const link = (states[0]?.gpu.linkBytesPerS ?? 0) > PCIE_BYTES_PER_S ? 'NV18' : 'PHB';
  const rows = names.map((name) =>
    [name, ...names.map((other) => (other === name ? ' X ' : link)), '0-63', '0'].join('\t'),
  );
  return `${['\t' + names.join('\t'), 'CPU Affinity', 'NUMA Affinity'].join('\t')}\n${rows.join('\n')}\n`;
}

function formatTimestamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}/${two(at.getMonth() + 1)}/${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${day} ${time}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
