import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEngine, measureVirtual } from '../testing/an-engine';
import { StepCost, type StepLoad } from './step-cost';

const LOADS = [1, 8, 64] as const;
const chat = { inputTokens: 1000, outputTokens: 200 };

describe('the shape of the curve over tensor parallelism', () => {
  it.each(['Llama-3.1-8B', 'Llama-3.1-70B-FP8', 'Qwen3-32B', 'acme/unknown-34B-FP8'])(
    'gives one user of %s no less speed with TP2 than with TP1',
    (model) => {
      const speeds = [1, 2].map(
        (tp) => measureVirtual(anEngine({ model, tp }), { concurrency: 1, ...chat }).tokensPerSPerUser,
      );
      expect(speeds[1]).toBeGreaterThan(speeds[0] ?? Infinity);
    },
  );

  it.each(['Llama-3.1-8B', 'Llama-3.1-70B-FP8', 'Llama-3.1-70B', 'Qwen3-30B-A3B'])(
    'gives less per GPU with TP8 than with TP4 at 64 requests of %s',
    (model) => {
      const rates = [4, 8].map(
        (tp) => measureVirtual(anEngine({ model, tp }), { concurrency: 64, ...chat }).tokensPerSPerGpu,
      );
      expect(rates[1]).toBeLessThan(rates[0] ?? 0);
    },
  );

  it('slows each user down and raises the rate per GPU as the load grows', () => {
    for (const tp of [2, 4, 8]) {
      const points = LOADS.map((concurrency) => measureVirtual(anEngine({ tp }), { concurrency, ...chat }));
      points.slice(1).forEach((point, index) => {
        expect(point.tokensPerSPerUser).toBeLessThan(points[index]?.tokensPerSPerUser ?? 0);
        expect(point.tokensPerSPerGpu).toBeGreaterThan(points[index]?.tokensPerSPerGpu ?? Infinity);
      });
    }
  });

  it('costs more communication over PCIe: four stages of two beat two stages of four on eight L4', () => {
    const burst = { concurrency: Infinity, requests: 400, inputTokens: 230, outputTokens: 175 };
    const [narrow, wide] = [
      [2, 4],
      [4, 2],
    ].map(([tp = 1, pp = 1]) =>
      measureVirtual(anEngine({ gpu: 'L4', tp, pp, maxModelLen: 4096, maxNumSeqs: 512 }), burst),
    );
    expect(narrow?.tokensPerSPerGpu).toBeGreaterThan(wide?.tokensPerSPerGpu ?? Infinity);
  });
});

describe('pipeline parallelism', () => {
  it.each([2, 4])('gives one user no speed with %i stages', (pp) => {
    const one = measureVirtual(anEngine({ model: 'Llama-3.1-8B' }), { concurrency: 1, ...chat });
    const staged = measureVirtual(anEngine({ model: 'Llama-3.1-8B', pp }), { concurrency: 1, ...chat });
    expect(staged.tokensPerSPerUser).toBeLessThan(one.tokensPerSPerUser);
    expect(staged.medianTtftS).toBeGreaterThan(one.medianTtftS);
  });

  it('leaves stages idle at a low load and fills them at a high one', () => {
    const share = (concurrency: number) => {
      const load = { concurrency, requests: 2 * concurrency, inputTokens: 300, outputTokens: 200 };
      const one = measureVirtual(anEngine({ model: 'Llama-3.1-8B' }), load);
      const two = measureVirtual(anEngine({ model: 'Llama-3.1-8B', pp: 2 }), load);
      return two.tokensPerSPerGpu / one.tokensPerSPerGpu;
    };
    expect(share(1)).toBeLessThan(0.52);
    expect(share(256)).toBeGreaterThan(0.7);
  });
});

describe('data parallelism', () => {
  it.each([1, 8, 32])(
    'gives the users of a dense model the same with two ranks at twice %i requests',
    (concurrency) => {
      const one = measureVirtual(anEngine({ tp: 2, noise: 0.01 }), { concurrency, ...chat });
      const two = measureVirtual(anEngine({ tp: 2, dp: 2, noise: 0.01 }), { concurrency: 2 * concurrency, ...chat });
      expect(Math.abs(two.tokensPerSPerUser / one.tokensPerSPerUser - 1)).toBeLessThan(0.05);
      expect(Math.abs(two.tokensPerSPerGpu / one.tokensPerSPerGpu - 1)).toBeLessThan(0.05);
    },
  );

  it('shares the requests out evenly', () => {
    const { run } = measureVirtual(anEngine({ tp: 2, dp: 4 }), { concurrency: 16, requests: 64, ...chat });
    const counts = [0, 1, 2, 3].map((rank) => run.outcomes.filter((outcome) => outcome.rank === rank).length);
    expect(counts).toEqual([16, 16, 16, 16]);
  });

  it('makes the ranks of a mixture step together: an idle rank gains nothing for the busy one', () => {
    const mixture = { model: 'Qwen3-30B-A3B' };
    const alone = measureVirtual(anEngine({ ...mixture }), { concurrency: 1, ...chat });
    const beside = measureVirtual(anEngine({ ...mixture, dp: 2 }), { concurrency: 1, ...chat });
    expect(beside.tokensPerSPerGpu).toBeLessThan(0.6 * alone.tokensPerSPerGpu);
  });
});

describe('a deployment starved for cache', () => {
  it('keeps far fewer in service than ask, whatever the load', () => {
    const starved = [16, 64, 128].map((concurrency) => measureVirtual(anEngine({ tp: 1 }), { concurrency, ...chat }));
    for (const point of starved) expect(point.inService).toBeLessThan(11);
    expect(starved[2]?.medianTtftS).toBeGreaterThan(20);
    expect(starved[2]?.run.preemptions).toBeGreaterThan(0);
  });

  it('has room for all of them on two GPUs', () => {
    const { inService, run } = measureVirtual(anEngine({ tp: 2 }), { concurrency: 64, requests: 640, ...chat });
    expect(inService).toBeGreaterThan(40);
    expect(run.preemptions).toBe(0);
  });
});

describe('StepCost', () => {
  const load = fc.record({
    prefillTokens: fc.integer({ min: 0, max: 8192 }),
    decodeSequences: fc.integer({ min: 1, max: 512 }),
    contextTokens: fc.integer({ min: 1, max: 400_000 }),
    attentionPairs: fc.integer({ min: 0, max: 50_000_000 }),
  });
  const seconds = (config: ReturnType<typeof anEngine>, one: StepLoad) =>
    new StepCost(config).stageSeconds(one, one.prefillTokens + one.decodeSequences);

  it('never gets cheaper with more work', () => {
    fc.assert(
      fc.property(
        load,
        fc.constantFrom(1, 2, 4, 8),
        fc.constantFrom('Llama-3.1-70B-FP8', 'Qwen3-30B-A3B'),
        (one, tp, model) => {
          const config = anEngine({ model, tp });
          const more = {
            prefillTokens: one.prefillTokens + 64,
            decodeSequences: one.decodeSequences + 1,
            contextTokens: one.contextTokens + 4000,
            attentionPairs: one.attentionPairs + 4000,
          };
          expect(seconds(config, more)).toBeGreaterThan(seconds(config, one));
        },
      ),
      { seed: 1 },
    );
  });

  it('cannot read weights faster than the memory allows', () => {
    const config = anEngine({ model: 'Llama-3.1-8B' });
    const bytes = config.model.params * config.precision.weightBytes;
    const bound = bytes / config.gpu.memoryBytesPerS;
    expect(
      seconds(config, { prefillTokens: 0, decodeSequences: 1, contextTokens: 1, attentionPairs: 1 }),
    ).toBeGreaterThan(bound);
  });

  it('computes a prompt in the time of its arithmetic: twice the tokens, about twice the time', () => {
    const config = anEngine({ model: 'Llama-3.1-8B' });
    const prompt = (tokens: number) =>
      seconds(config, {
        prefillTokens: tokens,
        decodeSequences: 0,
        contextTokens: tokens,
        attentionPairs: (tokens * tokens) / 2,
      });
    const arithmetic = (2 * config.model.params * 4096) / config.gpu.bf16FlopsPerS;
    expect(prompt(4096)).toBeGreaterThan(arithmetic);
    expect(prompt(4096)).toBeLessThan(2.5 * arithmetic);
    expect(prompt(8192) / prompt(4096)).toBeGreaterThan(1.9);
  });

  it('pays for eager mode on every layer', () => {
    const one = { prefillTokens: 0, decodeSequences: 1, contextTokens: 100, attentionPairs: 100 };
    const eager = seconds(anEngine({ model: 'Llama-3.1-8B', enforceEager: true }), one);
    expect(eager / seconds(anEngine({ model: 'Llama-3.1-8B' }), one)).toBeGreaterThan(1.4);
  });
});
