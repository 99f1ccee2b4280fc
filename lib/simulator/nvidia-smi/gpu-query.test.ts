import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findGpu } from '../hardware/gpu-catalog';
import { GpuLedger } from '../hardware/gpu-ledger';
import { formatGpuQuery, formatTopology, readGpuStates } from './gpu-query';

const gpu = findGpu('H100');
if (!gpu) throw new Error('There is an H100.');
const states = readGpuStates(
  gpu,
  2,
  [{ holders: [1], gpus: [1], memoryMiB: 70_000, utilization: 0.5, watts: 400 }],
  new Date(2026, 10, 21, 2, 4, 9, 7),
);
const query = ['index', 'name', 'memory.total', 'memory.used', 'power.draw', 'driver_version', 'utilization.gpu'];

describe('formatGpuQuery', () => {
  it('prints CSV with units in head and values', () => {
    expect(formatGpuQuery(query, states, { header: true, units: true })).toEqual({
      text:
        'index, name, memory.total [MiB], memory.used [MiB], power.draw [W], driver_version, utilization.gpu [%]\n' +
        '0, NVIDIA H100 80GB HBM3, 81559 MiB, 4 MiB, 70.00 W, 570.124.06, 0 %\n' +
        '1, NVIDIA H100 80GB HBM3, 81559 MiB, 70004 MiB, 400.00 W, 570.124.06, 50 %\n',
    });
  });

  it('leaves out head and units', () => {
    expect(formatGpuQuery(['index', 'memory.free'], states, { header: false, units: false })).toEqual({
      text: '0, 81555\n1, 11555\n',
    });
  });

  it('says when it looked, in local time', () => {
    expect(formatGpuQuery(['timestamp', 'index'], states.slice(1), { header: false, units: true })).toEqual({
      text: '2026/11/21 02:04:09.007, 1\n',
    });
  });

  it('names an unknown field', () => {
    expect(formatGpuQuery(['nmae'], states, { header: true, units: true })).toEqual({
      problem: 'Field "nmae" is not a valid field to query.',
    });
  });
});

describe('formatTopology', () => {
  it('joins H100s by NVLink and L4s by PCIe', () => {
    const l4 = findGpu('L4') ?? gpu;
    expect(formatTopology(states).split('\n')[1]).toBe('GPU0\t X \tNV18\t0-63\t0');
    expect(formatTopology(readGpuStates(l4, 2, [], new Date(0))).split('\n')[2]).toBe('GPU1\tPHB\t X \t0-63\t0');
  });
});

describe('GpuLedger', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpu-ledger-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const entry = { gpus: [0], memoryMiB: 100, utilization: 0, watts: 70 };

  it('lists the living, forgets those removed and passes over the dead and the unreadable', () => {
    const ledger = new GpuLedger(join(folder, 'a'));
    expect(ledger.list()).toEqual([]);
    ledger.write(1, { ...entry, holders: [2 ** 22 + 1] });
    ledger.write(2, { ...entry, holders: [2 ** 22 + 1, process.pid] });
    ledger.write(3, { ...entry, holders: [process.pid] });
    ledger.remove(3);
    expect(ledger.list()).toEqual([{ ...entry, holders: [2 ** 22 + 1, process.pid] }]);
  });
});
