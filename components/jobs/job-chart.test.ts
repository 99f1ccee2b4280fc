import { describe, expect, it } from 'vitest';
import { aLoad } from '@/lib/domain/testing/a-load';
import { jobChartOf, whyNotDrawn } from './job-chart';

const own = [1, 8, 64].map((load) => aLoad(4, load, { id: `own-${load}`, flags: [] }));
const other = [1, 8, 64].map((load) =>
  aLoad(8, load, { id: `other-${load}`, flags: [], sweep: { id: 'sweep-2', name: 'Before' } }),
);
const ids = new Set(own.map(({ id }) => id));

const noSpeed = {
  medianTpot: null,
  meanTpot: null,
  p99Tpot: null,
  medianItl: null,
  outputPerConcurrency: null,
  e2e: null,
};

describe('jobChartOf', () => {
  it('draws the points of the job, and faint beside them those of the same model and workload', () => {
    const { chart, others } = jobChartOf([...own, ...other], ids)!;
    const [panel] = chart.panels;
    expect(panel?.marks.filter(({ look }) => !look.faint).map(({ id }) => id)).toEqual(
      expect.arrayContaining([...ids]),
    );
    expect(panel?.marks.filter(({ look }) => look.faint)).toHaveLength(3);
    expect(panel?.curves.map(({ faint }) => faint).sort()).toEqual([false, true]);
    expect(panel?.series.filter(({ end }) => end !== null)).toHaveLength(1);
    expect(others).toBe(3);
  });

  it('leaves out what cannot be compared: other workloads, other models, simulated beside measured', () => {
    const strangers = [
      aLoad(4, 8, { flags: [], workload: { isl: 8192 } }),
      aLoad(4, 8, { flags: [], deployment: { model: 'org/Model-70B' } }),
      aLoad(4, 8, { flags: [], origin: 'simulated' }),
    ];
    const { chart, others } = jobChartOf([...own, ...strangers], ids)!;
    expect(chart.panels.flatMap(({ marks }) => marks)).toHaveLength(3);
    expect(others).toBe(0);
  });

  it('draws what is invalid too, crossed, and counts it', () => {
    const doubted = own.map((point) => ({
      ...point,
      flags: [
        {
          code: 'client-limited',
          severity: 'invalid' as const,
          affects: 'all' as const,
          message: 'Late.',
          numbers: {},
        },
      ],
    }));
    const { chart, invalid, doubts } = jobChartOf(doubted, ids)!;
    expect(chart.panels[0]?.marks.every(({ look }) => look.crossed)).toBe(true);
    expect(invalid).toBe(3);
    expect(doubts).toEqual(['client-limited']);
  });

  it('draws the job on the definition of speed it has itself, whatever others report', () => {
    const tpotOnly = own.map((point) => ({
      ...point,
      derived: { ...point.derived, tokensPerSPerUser: { ...point.derived.tokensPerSPerUser, medianItl: null } },
    }));
    const itlOnly = other.map((point) => ({
      ...point,
      derived: {
        ...point.derived,
        tokensPerSPerUser: { ...noSpeed, medianItl: point.derived.tokensPerSPerUser.medianTpot },
      },
    }));
    const { chart, exploration, missing } = jobChartOf([...tpotOnly, ...itlOnly], ids)!;
    expect(missing).toEqual([]);
    expect(exploration.x.key).toBe('userMedianTpot');
    expect(chart.panels.flatMap(({ marks }) => marks).map(({ id }) => id)).toHaveLength(3);
  });

  it('is not there before the first point is', () => {
    expect(jobChartOf(other, ids)).toBeNull();
  });
});

describe('whyNotDrawn', () => {
  it('says what the points of the job lack, and nothing of others', () => {
    const [first] = own;
    const bare = { ...first!, id: 'bare', derived: { ...first!.derived, tokensPerSPerUser: noSpeed } };
    expect(whyNotDrawn([...own, bare], new Set(['bare']))).toEqual([
      '1 point does not report what Output tok/s per user = 1000 / median TPOT needs.',
    ]);
    expect(whyNotDrawn([...own, bare], ids)).toEqual([]);
  });
});
