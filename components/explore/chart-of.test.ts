import { describe, expect, it } from 'vitest';
import { explore } from '@/lib/domain/explore';
import { aPoint } from '@/lib/domain/testing/a-point';
import { anEngine } from '@/lib/domain/topology';
import { defaultView } from '@/lib/domain/view';
import { chartOf, measurementIdOf } from './chart-of';

function load(id: string, tp: number, concurrency: number, [speed, perGpu]: [number, number]) {
  return aPoint({
    id,
    deployment: { model: 'm', hardware: { gpu: 'H100 SXM' }, topology: [anEngine({ tp })] },
    workload: { dataset: 'random', isl: 1000, osl: 100 },
    load: { maxConcurrency: concurrency, numPrompts: 1000 },
    throughput: { outputTokensPerS: perGpu * tp },
    latency: { tpotMs: { median: 1000 / speed, mean: 1000 / speed } },
    flags: [],
  });
}

const sweep = [
  load('a1', 4, 1, [50, 100]),
  load('a8', 4, 8, [40, 300]),
  load('a64', 4, 64, [20, 500]),
  load('b1', 8, 1, [60, 50]),
  load('b8', 8, 8, [45, 250]),
];
const chart = (points = sweep, view: Partial<typeof defaultView> = {}) => {
  const full = { ...defaultView, ...view };
  return chartOf(explore(points, full), full);
};

describe('chartOf', () => {
  it('draws one curve per line and names it at its right end', () => {
    const [panel] = chart().panels;
    expect(panel?.series.map(({ label }) => label)).toEqual(['TP4', 'TP8']);
    expect(panel?.curves).toHaveLength(2);
    expect(panel?.series[0]?.end?.x).toBeCloseTo(50);
    expect(panel?.curves[0]?.color).not.toBe(panel?.curves[1]?.color);
  });

  it('leaves curves and frontiers out when they are off', () => {
    const [panel] = chart(sweep, { curves: false, frontier: 'off' }).panels;
    expect(panel?.curves).toEqual([]);
    expect(panel?.steps).toEqual([]);
  });

  it('paints a group frontier in the colour of each holder', () => {
    const [panel] = chart(sweep, { frontier: 'group' }).panels;
    expect(new Set(panel?.steps.map(({ color }) => color)).size).toBe(2);
  });

  it('adds one mark for the median of repeats and makes the repeats faint', () => {
    const repeats = [load('r1', 4, 16, [30, 400]), load('r2', 4, 16, [31, 410]), load('r3', 4, 16, [32, 420])];
    const [panel] = chart([...sweep, ...repeats]).panels;
    const median = panel?.marks.find(({ id }) => id.startsWith('median'));
    expect(median && measurementIdOf(median.id)).toBe('r2');
    expect(median?.y).toBeCloseTo(410);
    expect(panel?.marks.filter(({ look }) => look.faint).map(({ id }) => id)).toEqual(['r1', 'r2', 'r3']);
    expect(panel?.marks.filter(({ look }) => look.faint).every(({ label }) => label === null)).toBe(true);
  });

  it('gives small multiples the same axes', () => {
    const { panels, x, y } = chart(sweep, { multiples: 'tp' });
    expect(panels.map(({ marks }) => marks.length)).toEqual([3, 2]);
    expect(x.domain[1]).toBeGreaterThan(60);
    expect(y.domain[1]).toBeGreaterThan(500);
  });

  it('dims what the limit rules out', () => {
    const [panel] = chart(sweep, { minSpeed: 42 }).panels;
    const dimmed = panel?.marks.filter(({ look }) => look.dimmed).map(({ id }) => id);
    expect(dimmed?.sort()).toEqual(['a64', 'a8']);
  });
});
