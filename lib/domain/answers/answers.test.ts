import { describe, expect, it } from 'vitest';
import type { Exploration } from '../exploration';
import { explore } from '../explore';
import { aLoad } from '../testing/a-load';
import { allOrigins, type View, view } from '../view';

const shown = (points: Parameters<typeof explore>[0], chosen: Partial<View> = {}) =>
  explore(points, view.parse(chosen));
const answer = ({ answers }: Exploration) => answers[0]?.headline.map(({ text }) => text).join('');
const tpSweep = [2, 4, 8].flatMap((tp) => [64, 1, 8].map((load) => aLoad(tp, load)));

describe('answersOf', () => {
  it('says that a lone measurement has nothing to be compared with', () => {
    expect(answer(shown([aLoad(2, 8)]))).toBe(
      'For Model-8B there is one load only: 2 × H100 as TP2 gives 400.0 output tok/s/GPU at 71.4 tok/s/user. Nothing to compare it with.',
    );
  });

  it('recommends nothing where every measurement is invalid, and says why', () => {
    const { answers } = shown([aLoad(2, 8, { counts: { completed: 0, requests: 320 } })]);
    expect(answers[0]?.headline.map(({ text }) => text).join('')).toBe(
      'For Model-8B the only measurement is invalid; there is nothing to recommend.',
    );
    expect(answers[0]?.details).toEqual(['None of the 320 requests completed.']);
  });

  it('says that neither of two dominates, and by how much each wins', () => {
    const points = [
      aLoad(2, 8, { throughput: { outputTokensPerS: 400 }, latency: { tpotMs: { median: 20 } } }),
      aLoad(4, 8, { throughput: { outputTokensPerS: 400 }, latency: { tpotMs: { median: 10 } } }),
    ];
    expect(answer(shown(points))).toBe(
      'TP2 is +100.0 % output tok/s/GPU but −50.0 % tok/s/user over TP4; neither dominates.',
    );
  });

  it('names the load of each setup where loads differ', () => {
    expect(answer(shown(tpSweep, { minSpeed: 60 }))).toBe(
      'For Model-8B at ≥ 60 tok/s/user, 2 × H100 as TP2 with 8 requests at once serves most per GPU: 400.0 output tok/s/GPU at 71.4 tok/s/user.',
    );
  });

  it('says that nobody reaches the limit, and who comes nearest', () => {
    expect(answer(shown(tpSweep, { minSpeed: 500 }))).toBe(
      'For Model-8B no setup reaches ≥ 500 tok/s/user; the fastest is 8 × H100 as TP8 with 1 request at once: 98.8 tok/s/user at 12.5 output tok/s/GPU.',
    );
  });

  it('answers for each workload of a model apart, and for what is no measurement apart and after the others', () => {
    const points = [
      aLoad(2, 8),
      aLoad(2, 8, { origin: 'simulated' }),
      aLoad(2, 8, { workload: { dataset: 'ShareGPT', isl: null, osl: null } }),
    ];
    expect(shown(points, allOrigins).answers.map(({ headline }) => headline[0]?.text)).toEqual([
      'For Model-8B (random · 1,024 in / 128 out) there is one load only: ',
      'For Model-8B (ShareGPT) there is one load only: ',
      'For Model-8B (random · 1,024 in / 128 out, simulated) there is one load only: ',
    ]);
  });
});
