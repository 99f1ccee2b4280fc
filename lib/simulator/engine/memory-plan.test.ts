import { describe, expect, it } from 'vitest';
import { anEngine } from '../testing/an-engine';
import { planMemory } from './memory-plan';

describe('planMemory', () => {
  it('caches a token of Llama 70B in 320 KiB, of 8B in 128 KiB, and in FP8 in half of it', () => {
    const perToken = (model: string, kvCacheDtype = 'auto') =>
      planMemory(anEngine({ model, kvCacheDtype })).kvBytesPerTokenPerGpu;
    expect(perToken('Llama-3.1-70B-FP8')).toBe(320 * 1024);
    expect(perToken('Llama-3.1-8B')).toBe(128 * 1024);
    expect(perToken('Llama-3.1-8B', 'fp8')).toBe(64 * 1024);
  });

  it('splits the cache over TP until every KV head has its GPU, over stages, and latent attention not over TP at all', () => {
    const perToken = (layout: { tp?: number; pp?: number }, model = 'Qwen3-30B-A3B') =>
      planMemory(anEngine({ model, ...layout })).kvBytesPerTokenPerGpu;
    expect(perToken({ tp: 4 })).toBe(perToken({}) / 4);
    expect(perToken({ tp: 8 })).toBe(perToken({ tp: 4 }));
    expect(perToken({ pp: 2 })).toBe(perToken({}) / 2);
    expect(perToken({ tp: 8 }, 'DeepSeek-V3')).toBe(perToken({ tp: 1 }, 'DeepSeek-V3'));
  });

  it('leaves nothing where the weights fill the GPU', () => {
    expect(planMemory(anEngine({ model: 'Llama-3.1-70B' }))).toMatchObject({ numBlocks: 0, kvCacheTokens: 0 });
    expect(planMemory(anEngine({ model: 'Llama-3.1-70B', tp: 4 })).kvCacheTokens).toBeGreaterThan(100_000);
  });

  it('counts the tokens of one rank, and spreads only experts over ranks', () => {
    const dense = planMemory(anEngine({ tp: 2, dp: 4 }));
    expect(dense).toEqual(planMemory(anEngine({ tp: 2 })));
    const mixture = (dp: number) => planMemory(anEngine({ model: 'Qwen3-30B-A3B', dp })).weightBytesPerGpu;
    expect(mixture(4)).toBeLessThan(0.35 * mixture(1));
  });

  it('takes what is set by hand', () => {
    expect(planMemory(anEngine({ tp: 2, numGpuBlocksOverride: 100 })).kvCacheTokens).toBe(1600);
    expect(planMemory(anEngine({ model: 'Llama-3.1-8B', kvCacheMemoryBytes: 2 ** 30 })).kvCacheTokens).toBe(8192);
  });
});
