import { describe, expect, it } from 'vitest';
import { explore } from './explore';
import { aPoint } from './testing/a-point';
import { anEngine } from './topology';
import { view } from './view';

describe('explore', () => {
  it('opens a TP sweep as one curve per TP, in the order of load', () => {
    const points = [2, 4, 8].flatMap((tp) =>
      [64, 1, 8].map((load) =>
        aPoint({
          deployment: { model: 'm', hardware: { gpu: 'H100 SXM' }, topology: [anEngine({ tp })] },
          workload: { dataset: 'random' },
          load: { maxConcurrency: load },
          throughput: { outputTokensPerS: 100 * load },
          latency: { tpotMs: { median: 10 + load / tp } },
        }),
      ),
    );
    const { lines, panels } = explore(points, view.parse({}));
    expect(lines).toEqual(['tp']);
    const series = panels[0]?.series ?? [];
    expect(series.map(({ label }) => label)).toEqual(['TP2', 'TP4', 'TP8']);
    expect(series.map(({ color }) => color)).toEqual([0, 1, 2]);
    expect(series[0]?.curves[0]?.points.map(({ label }) => label)).toEqual(['1', '8', '64']);
  });
});
