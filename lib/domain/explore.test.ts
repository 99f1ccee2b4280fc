import { describe, expect, it } from 'vitest';
import { explore } from './explore';
import type { Exploration } from './exploration';
import { aLoad } from './testing/a-load';
import { anEngine } from './topology';
import { type View, view } from './view';

const shown = (points: Parameters<typeof explore>[0], chosen: Partial<View> = {}) =>
  explore(points, view.parse(chosen));
const seriesOf = ({ panels }: Exploration) => panels.flatMap((panel) => panel.series);

const tpSweep = [2, 4, 8].flatMap((tp) => [64, 1, 8].map((load) => aLoad(tp, load)));
/** One load per deployment, as in a table of setups. */
const table = ['org/A-7B', 'org/B-7B'].flatMap((model) =>
  ['H100 SXM', 'L4'].flatMap((gpu) =>
    [1, 2, 4, 8].map((tp) =>
      aLoad(tp, 320, { deployment: { model, hardware: { gpu }, topology: [anEngine({ tp })] } }),
    ),
  ),
);

describe('explore, naming lines', () => {
  const sizes = [anEngine({ tp: 1 }), anEngine({ tp: 2, pp: 2 }), anEngine({ tp: 4, dp: 2 })];
  const ofModel = (model: string) =>
    sizes.flatMap((engine) => [1, 8].map((load) => aLoad(1, load, { deployment: { model, topology: [engine] } })));

  it('says the whole topology, also where one size tells lines apart', () => {
    expect(seriesOf(shown(ofModel('org/A-7B'))).map(({ label }) => label)).toEqual(['TP1', 'PP2×TP2', 'DP2×TP4']);
  });

  it('says apart what lines serve and how it is spread', () => {
    const series = seriesOf(shown([...ofModel('org/A-7B'), ...ofModel('org/B-7B')]));
    expect(series.map(({ heading, name, label }) => [heading, name, label])).toContainEqual([
      'B-7B',
      'PP2×TP2',
      'B-7B · PP2×TP2',
    ]);
  });
});

describe('explore, what is no measurement', () => {
  const simulated = [2, 4].flatMap((tp) => [1, 8].map((load) => aLoad(tp, load, { origin: 'simulated' })));
  const origins = (chosen: Partial<View>) =>
    new Set(shown([...tpSweep, ...simulated], chosen).rows.map(({ point }) => point.origin));

  it('stands back, counted and told, where something measured shows', () => {
    const { rows, hidden } = shown([...tpSweep, ...simulated]);
    expect(rows).toHaveLength(tpSweep.length);
    expect(hidden.map(({ reason, count }) => [reason, count])).toEqual([['unmeasured', simulated.length]]);
  });

  it('shows where it is asked for, and where nothing measured does', () => {
    expect(origins({ filters: { origin: ['simulated'] } })).toEqual(new Set(['simulated']));
    expect(origins({ filters: { origin: ['measured', 'simulated'] } })).toEqual(new Set(['measured', 'simulated']));
    expect(shown(simulated).rows).toHaveLength(simulated.length);
    const failed = aLoad(2, 8, { counts: { completed: 0, requests: 320 } });
    expect(shown([failed, ...simulated]).rows).toHaveLength(simulated.length);
  });
});

describe('explore, choosing lines', () => {
  it('opens a TP sweep as one curve per TP, labelled by load', () => {
    const exploration = shown(tpSweep);
    expect(exploration.lines).toEqual(['tp']);
    expect(seriesOf(exploration).map(({ label }) => label)).toEqual(['TP2', 'TP4', 'TP8']);
    expect(seriesOf(exploration).map(({ color }) => color)).toEqual([0, 1, 2]);
    expect(seriesOf(exploration)[0]?.curves[0]?.points.map(({ label }) => label)).toEqual(['1', '8', '64']);
  });

  it('opens a table of setups as model × GPU, labelled by topology', () => {
    const exploration = shown(table);
    expect(exploration.lines).toEqual(['model', 'gpu']);
    expect(seriesOf(exploration).map(({ label }) => label)).toEqual([
      'A-7B · H100',
      'A-7B · L4',
      'B-7B · H100',
      'B-7B · L4',
    ]);
    expect(exploration.rows.map(({ label }) => label).sort()).toEqual(
      ['TP1', 'TP2', 'TP4', 'TP8'].flatMap((label) => [label, label, label, label]),
    );
  });

  it('does both at once where both are there, each curve in its own colour', () => {
    const series = seriesOf(shown([...tpSweep, ...table]));
    expect(series.map(({ label }) => label)).toEqual([
      'A-7B · H100',
      'A-7B · L4',
      'B-7B · H100',
      'B-7B · L4',
      'Model-8B · H100 · TP2',
      'Model-8B · H100 · TP4',
      'Model-8B · H100 · TP8',
    ]);
    expect(series.map(({ color }) => color)).toEqual([0, 0, 1, 1, 2, 3, 4]);
    expect(series.map(({ shape }) => shape)).toEqual([0, 1, 0, 1, 0, 0, 0]);
  });

  it('gives the colour to the first chosen dimension and the shape to the rest', () => {
    const series = seriesOf(shown(table, { lines: ['gpu', 'tp'] }));
    expect(series).toHaveLength(16);
    expect(new Set(series.map(({ color }) => color))).toEqual(new Set([0, 1]));
    expect(new Set(series.map(({ shape }) => shape))).toEqual(new Set([0, 1, 2, 3]));
  });

  it('dashes lines of disaggregated prefill and decode alone', () => {
    const engines = [
      anEngine({ role: 'prefill', tp: 2, replicas: 2 }),
      anEngine({ role: 'decode', tp: 2, replicas: 2 }),
    ];
    const series = seriesOf(
      shown([aLoad(2, 8), aLoad(2, 8, { deployment: { topology: engines } })], { lines: ['model'] }),
    );
    expect(series.map(({ dashed }) => dashed).sort()).toEqual([false, true]);
  });
});

describe('explore, curves and repeats', () => {
  it('runs through the median of the repeats of a load and makes each of them faint', () => {
    const repeats = [10, 30, 20].map((rate, at) =>
      aLoad(2, 8, {
        id: `r${at}`,
        repeat: at,
        throughput: { outputTokensPerS: rate },
        latency: { tpotMs: { median: rate } },
      }),
    );
    const exploration = shown([...repeats, aLoad(2, 64)]);
    expect(seriesOf(exploration)[0]?.curves[0]?.points[0]).toMatchObject({ x: 50, y: 10, ids: ['r2', 'r1', 'r0'] });
    expect(
      exploration.rows
        .filter(({ faint }) => faint)
        .map(({ point }) => point.id)
        .sort(),
    ).toEqual(['r0', 'r1', 'r2']);
  });

  it('takes no two loads nobody states for repeats of each other', () => {
    const [curves] = seriesOf(
      shown([aLoad(2, 8, { load: { maxConcurrency: null } }), aLoad(2, 8, { load: { maxConcurrency: null } })]),
    );
    expect(curves?.curves.map(({ points }) => points.length)).toEqual([1, 1]);
  });

  it('joins sweeps of equal identity and names them', () => {
    const points = [
      aLoad(2, 1, { sweep: { id: 'b', name: 'Monday' } }),
      aLoad(2, 8, { sweep: { id: 'a', name: 'Friday' } }),
    ];
    expect(seriesOf(shown(points))[0]?.curves).toMatchObject([{ sweeps: ['Friday', 'Monday'] }]);
  });

  it('stitches no two deployments into one curve', () => {
    const other = { deployment: { flags: { 'max-num-seqs': 8 } } };
    expect(seriesOf(shown([aLoad(2, 1), aLoad(2, 8, other)]))[0]?.curves).toHaveLength(2);
  });
});

describe('explore, comparing', () => {
  it('makes a frontier of a whole group and names the holder of each step', () => {
    const [frontier] = shown(table, { frontier: 'group' }).panels[0]?.frontiers ?? [];
    expect(frontier?.seriesKey).toBeNull();
    expect(frontier?.steps.map(({ holder }) => holder.topology)).toEqual(['TP1', 'TP2', 'TP4', 'TP8']);
  });

  it('keeps two workloads of one model apart, and says which line is which', () => {
    const series = seriesOf(
      shown([aLoad(2, 8), aLoad(2, 8, { workload: { dataset: 'ShareGPT', isl: null, osl: null } })]),
    );
    expect(series.map(({ label }) => label)).toEqual(['random · 1,024 in / 128 out', 'ShareGPT']);
    expect(new Set(series.map(({ groupKey }) => groupKey)).size).toBe(2);
  });

  it('joins undeclared workloads of like achieved lengths, and those alone', () => {
    const achieved = (input: number, output: number) =>
      aLoad(2, 8, {
        workload: { dataset: null, isl: null, osl: null },
        counts: { completed: 10, inputTokens: input * 10, outputTokens: output * 10 },
      });
    const { facets } = shown([achieved(1000, 100), achieved(1100, 105), achieved(1200, 110), achieved(3000, 100)]);
    const workloads = facets.find(({ dimension }) => dimension === 'workload')?.values;
    expect(workloads?.map(({ label, count }) => [label, count])).toEqual([
      ['≈1,100 in / 105 out, achieved', 3],
      ['≈3,000 in / 100 out, achieved', 1],
    ]);
  });

  it('draws invalid points on request, crossed and off every frontier', () => {
    const failed = aLoad(2, 8, { id: 'failed', counts: { completed: 1, requests: 10 } });
    expect(shown([failed, aLoad(2, 1)]).hidden).toEqual([
      { reason: 'invalid', count: 1, sentence: '1 point is invalid.' },
    ]);
    const exploration = shown([failed, aLoad(2, 1)], { showInvalid: true });
    expect(exploration.rows.find(({ point }) => point.id === 'failed')?.invalid).toBe(true);
    expect(exploration.panels[0]?.frontiers[0]?.steps.flatMap(({ ids }) => ids)).not.toContain('failed');
  });

  it('lets a doubt about GPUs spoil only axes per GPU', () => {
    const doubtful = aLoad(2, 8, { deployment: { hardware: { gpu: 'H100 SXM', gpus: 8 } } });
    expect(shown([doubtful]).rows).toHaveLength(0);
    expect(shown([doubtful], { y: 'outputTokensPerS' }).rows).toHaveLength(1);
  });

  it('marks what is slower than the limit', () => {
    const { rows } = shown(tpSweep, { minSpeed: 50 });
    expect(rows.filter(({ belowLimit }) => belowLimit).every(({ x }) => x < 50)).toBe(true);
    expect(rows.filter(({ belowLimit }) => !belowLimit).every(({ x }) => x >= 50)).toBe(true);
  });

  it('makes a queued point hollow with what it waited', () => {
    const { rows } = shown([
      aLoad(2, 320, {
        throughput: { outputTokensPerS: 500 },
        latency: { tpotMs: { mean: 30, median: 30 }, ttftMs: { median: 4200 } },
      }),
    ]);
    expect(rows[0]?.queued).toEqual({ inService: 15, load: 320, medianTtftMs: 4200 });
  });
});

describe('explore, the view', () => {
  it('opens on the best definition of speed that half of the points have, and counts the rest', () => {
    const itlOnly = { latency: { tpotMs: null, itlMs: { median: 20 } } };
    const both = { latency: { tpotMs: { median: 20 }, itlMs: { median: 20 } } };
    expect(shown([aLoad(2, 1), aLoad(2, 8, itlOnly)]).x.key).toBe('userMedianTpot');
    const mixed = shown([aLoad(2, 1, both), aLoad(2, 8, itlOnly), aLoad(2, 64, itlOnly)]);
    expect(mixed.x.key).toBe('userMedianItl');
    expect(shown([aLoad(2, 1), aLoad(2, 8, itlOnly)]).hidden).toEqual([
      {
        reason: 'no-x',
        count: 1,
        sentence: '1 point does not report what Output tok/s per user = 1000 / median TPOT needs.',
      },
    ]);
  });

  it('lets only measured points choose the definition of speed, where there are any', () => {
    const itlOnly = { latency: { tpotMs: null, itlMs: { median: 20 } } };
    const both = { latency: { tpotMs: { median: 20 }, itlMs: { median: 20 } }, origin: 'simulated' as const };
    const simulated = [aLoad(2, 1, both), aLoad(2, 8, both), aLoad(2, 64, both)];
    expect(shown([aLoad(4, 1, itlOnly), ...simulated]).x.key).toBe('userMedianItl');
    expect(shown(simulated).x.key).toBe('userMedianTpot');
  });

  it('falls back to the defaults for axes nobody knows', () => {
    const { x, y } = shown(tpSweep, { x: 'nonsense', y: 'nonsense' });
    expect([x.key, y.key]).toEqual(['userMedianTpot', 'outputTokensPerSPerGpu']);
  });

  it('says why points are off the chart', () => {
    const points = [
      aLoad(2, 1),
      aLoad(2, 1, { latency: { tpotMs: null } }),
      aLoad(2, 1, { evidence: { offline: 'throughput' } }),
      aLoad(2, 1, { deployment: { topology: null } }),
      aLoad(2, 1, { deployment: { hardware: { gpu: 'L4' } } }),
    ];
    expect(shown(points, { filters: { gpu: ['H100 SXM'] } }).hidden.map(({ sentence }) => sentence)).toEqual([
      '1 point is an offline run without users: in the list, not on the chart.',
      '1 point has no latency.',
      '1 point has no GPU count.',
      '1 point is filtered out.',
    ]);
  });

  it('makes one panel per value, in the order of the values', () => {
    const { panels } = shown(tpSweep, { multiples: 'tp' });
    expect(panels.map(({ label, points }) => [label, points.length])).toEqual([
      ['TP2', 3],
      ['TP4', 3],
      ['TP8', 3],
    ]);
  });

  it('names what nobody knows by its dimension', () => {
    const { facets } = shown([aLoad(2, 1, { deployment: { hardware: { gpu: null } } })]);
    expect(facets.find(({ dimension }) => dimension === 'gpu')?.values).toEqual([
      { value: '?', label: 'GPU unknown', count: 1, selected: false },
    ]);
  });

  it('draws nothing of nothing', () => {
    const exploration = shown([]);
    expect(exploration).toMatchObject({ rows: [], answers: [], hidden: [], total: 0 });
    expect(exploration.panels).toHaveLength(1);
  });
});
