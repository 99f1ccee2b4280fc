import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEngine } from '../testing/an-engine';
import type { Block } from './block-pool';
import { Cluster } from './cluster';
import type { EngineListener } from './engine-listener';
import { runVirtual } from './run-virtual';
import type { FinishReason } from './sequence';

const silent: EngineListener = {
  onToken: () => undefined,
  onFinish: () => undefined,
  onStep: () => undefined,
  onAdmit: () => undefined,
  onPreempt: () => undefined,
};

function aRequest(id: string, promptLength: number, maxTokens: number, arrivedAt = 0) {
  const promptTokens = Array.from(
    { length: promptLength },
    (_, at) => (at * 7 + id.length * 131 + Number(id) * 977) % 32_000,
  );
  return { id, promptTokens, maxTokens, minTokens: 0, ignoreEos: true, seed: 0, arrivedAt };
}

describe('Scheduler', () => {
  it('runs no more than max_num_seqs at once, and the others wait their turn', () => {
    const most = { running: 0, waiting: 0 };
    const requests = Array.from({ length: 20 }, () => ({ inputTokens: 50, outputTokens: 10 }));
    const { outcomes } = runVirtual(anEngine({ tp: 2, maxNumSeqs: 4, maxNumBatchedTokens: 4096 }), requests, {
      concurrency: 20,
      watch: (_, [state]) => {
        most.running = Math.max(most.running, state?.running ?? 0);
        most.waiting = Math.max(most.waiting, state?.waiting ?? 0);
      },
    });
    expect(most).toEqual({ running: 4, waiting: 16 });
    expect(outcomes.map(({ sequence }) => sequence.outputTokens.length)).toEqual(Array.from({ length: 20 }, () => 10));
  });

  it('cuts a long prompt into steps of max_num_batched_tokens, and none without chunking', () => {
    const steps = (chunkedPrefill: boolean) => {
      const prompts: number[] = [];
      const config = anEngine({ tp: 2, maxNumBatchedTokens: chunkedPrefill ? 1000 : 8192, chunkedPrefill });
      const cluster = new Cluster(config, { ...silent, onStep: (_, { prompt }) => prompts.push(prompt) }, () => 1);
      cluster.add(aRequest('1', 2500, 2));
      cluster.advance(60);
      return prompts;
    };
    expect(steps(true)).toEqual([1000, 1000, 500, 0]);
    expect(steps(false)).toEqual([2500, 0]);
  });

  it('finds a prompt it has computed before, except its last token', () => {
    const prompt = Array.from({ length: 320 }, (_, at) => at + 5);
    const repeated = Array.from({ length: 3 }, () => ({ inputTokens: 320, outputTokens: 4, prompt }));
    const cached = (prefixCaching: boolean) =>
      runVirtual(anEngine({ tp: 2, prefixCaching }), repeated, { concurrency: 1 }).cachedTokens;
    expect(cached(true)).toBe(2 * 304);
    expect(cached(false)).toBe(0);
  });

  it('does not find a prompt after the cache was reset', () => {
    const cached: number[] = [];
    const cluster = new Cluster(
      anEngine({ tp: 2 }),
      { ...silent, onAdmit: (_, tokens) => cached.push(tokens.cached) },
      () => 1,
    );
    for (const at of [0, 10, 20]) {
      cluster.add(aRequest('7', 160, 2, at));
      cluster.advance(at + 5);
      if (at === 10) expect(cluster.resetPrefixCache()).toBe(true);
    }
    expect(cached).toEqual([0, 144, 0]);
  });

  it('keeps what preempted sequences have written and lets all of them end', () => {
    const config = anEngine({ tp: 2, numGpuBlocksOverride: 40, maxModelLen: 512 });
    const requests = Array.from({ length: 12 }, () => ({ inputTokens: 100, outputTokens: 150 }));
    const { outcomes, preemptions } = runVirtual(config, requests, { concurrency: 12 });
    expect(preemptions).toBeGreaterThan(0);
    expect(outcomes.map(({ sequence, reason }) => [sequence.outputTokens.length, reason])).toEqual(
      Array.from({ length: 12 }, () => [150, 'length']),
    );
  });

  it('stops where the model would unless it is told to ignore that, between the limits asked for', () => {
    const lengths = (request: { ignoreEos: boolean; minTokens: number }) => {
      const ends: [number, FinishReason][] = [];
      const listener: EngineListener = {
        ...silent,
        onFinish: (_, sequence, reason) => ends.push([sequence.outputTokens.length, reason]),
      };
      const cluster = new Cluster(anEngine({ tp: 2 }), listener, () => 1);
      for (let id = 0; id < 40; id += 1) cluster.add({ ...aRequest(String(id), 20 + id, 300), ...request });
      cluster.advance(1e6);
      return ends;
    };
    expect(new Set(lengths({ ignoreEos: true, minTokens: 0 }).map(String))).toEqual(new Set(['300,length']));
    const free = lengths({ ignoreEos: false, minTokens: 0 });
    expect(new Set(free.map(([, reason]) => reason))).toEqual(new Set(['stop', 'length']));
    for (const [length] of lengths({ ignoreEos: false, minTokens: 100 })) {
      expect(length).toBeGreaterThanOrEqual(100);
      expect(length).toBeLessThanOrEqual(300);
    }
  });
});

describe('the books of the cache', () => {
  const job = fc.record({
    prompt: fc.integer({ min: 1, max: 180 }),
    output: fc.integer({ min: 1, max: 60 }),
    gapMs: fc.integer({ min: 0, max: 40 }),
    abortAfterMs: fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }),
    family: fc.integer({ min: 0, max: 2 }),
  });

  it('never give out more blocks than there are, and everything back, whatever comes and goes', () => {
    fc.assert(
      fc.property(
        fc.array(job, { minLength: 1, maxLength: 30 }),
        fc.record({
          pp: fc.constantFrom(1, 2, 4),
          dp: fc.constantFrom(1, 2),
          blocks: fc.integer({ min: 16, max: 60 }),
        }),
        fc.record({
          prefixCaching: fc.boolean(),
          chunkedPrefill: fc.boolean(),
          maxNumSeqs: fc.integer({ min: 1, max: 12 }),
        }),
        (jobs, { pp, dp, blocks }, limits) => {
          const config = anEngine({
            pp,
            dp,
            numGpuBlocksOverride: blocks,
            maxModelLen: 256,
            maxNumBatchedTokens: 256,
            ...limits,
          });
          const ended = new Map<string, number>();
          const onFinish: EngineListener['onFinish'] = (_, { request: { id } }) =>
            ended.set(id, (ended.get(id) ?? 0) + 1);
          const cluster = new Cluster(config, { ...silent, onFinish }, (draw) => draw % 100);
          playJobs(cluster, jobs, () => checkBooks(cluster, blocks));
          expect(cluster.state().map((state) => [state.running, state.waiting, state.cacheUsage])).toEqual(
            Array.from({ length: dp }, () => [0, 0, 0]),
          );
          expect([...ended.values()]).toEqual(jobs.map(() => 1));
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

interface Job {
  prompt: number;
  output: number;
  gapMs: number;
  abortAfterMs: number | null;
  family: number;
}

/** Sends the jobs and aborts some at their moments, checking the books after every event in between. */
function playJobs(cluster: Cluster, jobs: readonly Job[], check: () => void): void {
  let sentAt = 0;
  const actions = jobs.flatMap(({ prompt, output, gapMs, abortAfterMs, family }, index) => {
    sentAt += gapMs / 1000;
    const at = sentAt;
    const promptTokens = Array.from({ length: prompt }, (_, position) => family * 1000 + position);
    const request = {
      id: String(index),
      promptTokens,
      maxTokens: output,
      minTokens: 0,
      ignoreEos: true,
      seed: index,
      arrivedAt: at,
    };
    const send = { at, run: () => cluster.add(request) };
    const abortAt = at + (abortAfterMs ?? 0) / 1000;
    return abortAfterMs === null ? [send] : [send, { at: abortAt, run: () => cluster.abort(request.id, abortAt) }];
  });
  const settle = (until: number) => {
    for (let next = cluster.nextEventAt(); next !== null && next <= until; next = cluster.nextEventAt()) {
      cluster.advance(next);
      check();
    }
  };
  for (const action of actions.sort((left, right) => left.at - right.at)) {
    settle(action.at);
    action.run();
    check();
  }
  settle(Infinity);
}

/** What the books must say at any moment. Plain comparisons: this runs a few hundred thousand times. */
function checkBooks(cluster: Cluster, blocks: number): void {
  for (const { cache, running } of cluster.schedulers) {
    const held = new Map<Block, number>();
    for (const { blocks: own } of running) for (const block of own) held.set(block, (held.get(block) ?? 0) + 1);
    const { usedCount, freeCount } = cache.pool;
    const faults = [
      usedCount === held.size ? null : `${usedCount} blocks in use, ${held.size} held`,
      usedCount + freeCount === blocks ? null : `${usedCount} used and ${freeCount} free of ${blocks}`,
      [...held].every(([block, count]) => block.references === count) ? null : 'references do not match their holders',
      running.every(({ blocks: own, computedTokens }) => own.length * 16 >= computedTokens)
        ? null
        : 'tokens without a block',
    ].filter((fault) => fault !== null);
    if (faults.length > 0) throw new Error(faults.join('; '));
  }
}
