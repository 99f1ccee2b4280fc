import { describe, expect, it } from 'vitest';
import { anEngine } from '../testing/an-engine';
import { Cluster } from './cluster';
import type { EngineListener } from './engine-listener';

function record() {
  const tokens: { id: string; at: number }[] = [];
  const listener: EngineListener = {
    onToken: (_rank, sequence, _token, at) => tokens.push({ id: sequence.request.id, at }),
    onFinish: () => undefined,
    onStep: () => undefined,
    onAdmit: () => undefined,
    onPreempt: () => undefined,
  };
  return { tokens, listener };
}

function aRequest(id: string, arrivedAt: number) {
  return { id, promptTokens: [1, 2, 3, 4], maxTokens: 50, minTokens: 0, ignoreEos: true, seed: 0, arrivedAt };
}

describe('Pipeline', () => {
  it('keeps its times however late it is called', () => {
    const times = (advances: number[]) => {
      const { tokens, listener } = record();
      const cluster = new Cluster(anEngine({ tp: 4, pp: 2, noise: 0.05 }), listener, () => 1);
      cluster.add(aRequest('a', 0));
      cluster.add(aRequest('b', 0.01));
      for (const until of advances) cluster.advance(until);
      return tokens;
    };
    const often = times(Array.from({ length: 2000 }, (_, index) => 0.01 + index / 1000));
    expect(often.length).toBe(100);
    expect(times([0.4, 5])).toEqual(often);
  });

  it('starts at once when it was idle, and leaves no event behind when all is done', () => {
    const { tokens, listener } = record();
    const cluster = new Cluster(anEngine({ tp: 4 }), listener, () => 1);
    expect(cluster.nextEventAt()).toBeNull();
    cluster.add(aRequest('a', 100));
    expect(cluster.nextEventAt()).toBe(100);
    cluster.advance(200);
    expect(tokens[0]?.at).toBeGreaterThan(100);
    expect(tokens[0]?.at).toBeLessThan(100.05);
    expect(cluster.nextEventAt()).toBeNull();
  });

  it('works on two micro-batches at once with two stages: two users are as fast as one', () => {
    const lastAt = (ids: string[], pp: number) => {
      const { tokens, listener } = record();
      const cluster = new Cluster(anEngine({ pp }), listener, () => 1);
      for (const id of ids) cluster.add(aRequest(id, 0));
      cluster.advance(100);
      return Math.max(...tokens.map((token) => token.at));
    };
    expect(lastAt(['a', 'b'], 2) / lastAt(['a'], 2)).toBeLessThan(1.1);
  });

  it('lets nobody overtake: a short step waits in the second stage behind a long one', () => {
    const { tokens, listener } = record();
    const cluster = new Cluster(anEngine({ pp: 2 }), listener, () => 1);
    cluster.add(aRequest('a', 0));
    cluster.advance(0.2);
    const promptTokens = Array.from({ length: 8000 }, (_, at) => at);
    cluster.add({ ...aRequest('b', 0.2), promptTokens });
    cluster.advance(5);
    const times = tokens.map((token) => token.at);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    const firstOfB = tokens.find((token) => token.id === 'b')?.at ?? NaN;
    const gaps = tokens
      .filter((token) => token.id === 'a')
      .map((token, index, own) => token.at - (own[index - 1]?.at ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThan((firstOfB - 0.2) / 2);
  });

  it('forgets a sequence that is taken out while its step runs', () => {
    const { tokens, listener } = record();
    const cluster = new Cluster(anEngine({ tp: 4, pp: 2 }), listener, () => 1);
    cluster.add(aRequest('a', 0));
    cluster.advance(0.1);
    cluster.abort('a', 0.1001);
    const before = tokens.length;
    cluster.advance(10);
    expect(tokens.length).toBe(before);
    expect(cluster.state()[0]).toMatchObject({ running: 0, waiting: 0, cacheUsage: 0 });
  });
});
