import { describe, expect, it } from 'vitest';
import { aPoint } from '@/lib/domain/testing/a-point';
import { anEngine } from '@/lib/domain/topology';
import { ownViews, recentSweeps, sampleViews } from './start-views';

const point = (model: string, importedAt: string, overrides: Partial<ReturnType<typeof aPoint>> = {}) => ({
  ...aPoint({
    deployment: { model, hardware: { gpu: 'L4' }, topology: [anEngine()] },
    throughput: { outputTokensPerS: 100 },
    latency: { tpotMs: { median: 20 } },
  }),
  importedAt,
  ...overrides,
});
const sample = { ...aPoint({ sample: true }), source: { ...aPoint().source, file: 'kubeai-70b.txt' } };

describe('sampleViews', () => {
  it('tells only the stories whose samples are there', () => {
    expect(sampleViews([sample]).map(({ question }) => question)).toEqual(['Is PP better than TP on my box?']);
    expect(sampleViews([{ ...sample, sample: false }])).toEqual([]);
  });

  it('keeps the simulated set to itself', () => {
    const simulated = {
      ...sample,
      source: { ...sample.source, file: 'simulated-70b.json' },
      sweep: { id: '1', name: 'S' },
    };
    const [story, ...others] = sampleViews([simulated]);
    expect(others).toEqual([]);
    expect([story?.about, story?.view.filters]).toEqual([expect.stringMatching(/^Simulated, /), { sweep: ['S'] }]);
  });
});

describe('ownViews', () => {
  it('offers the three models imported last, samples aside', () => {
    const points = ['a', 'b', 'c', 'd'].map((model, day) => point(model, `2026-01-0${day + 1}T00:00:00Z`));
    const views = ownViews([...points, { ...sample, importedAt: '2027-01-01T00:00:00Z' }]);
    expect(views.map(({ view }) => view.filters.model)).toEqual([['d'], ['c'], ['b']]);
  });

  it('leaves out a model none of whose points has a place on the chart', () => {
    const offline = { ...aPoint({ deployment: { model: 'offline' }, throughput: { outputTokensPerS: 100 } }) };
    expect(ownViews([offline])).toEqual([]);
  });
});

describe('recentSweeps', () => {
  it('sums up the sweeps of one name, however often something came, and puts the latest first', () => {
    const sweeps = recentSweeps(
      [
        point('a', '2026-01-01T00:00:00Z', { sweep: { id: '1', name: 'TP sweep' } }),
        point('b', '2026-01-02T00:00:00Z', { sweep: { id: '2', name: 'TP sweep' } }),
        point('c', '2026-01-03T00:00:00Z', { sweep: { id: '3', name: 'PP sweep' } }),
      ],
      5,
    );
    expect(sweeps).toMatchObject([
      { name: 'PP sweep', count: 1 },
      { name: 'TP sweep', importedAt: '2026-01-02T00:00:00Z', count: 2, models: ['a', 'b'], gpus: ['L4'] },
    ]);
  });
});
