import { describe, expect, it } from 'vitest';
import { bandwidthBound, kvBytesPerToken } from './bounds';
import { findGpu } from './hardware';
import { findModelShape } from './models';
import { type EngineGroup, anEngine } from './topology';

const llama70 = findModelShape('meta-llama/Llama-3.1-70B-Instruct')!;
const bound = (sizes: Partial<EngineGroup>, inService = 1, contextTokens = 0) =>
  bandwidthBound({
    shape: llama70,
    gpu: findGpu('H100 SXM')!,
    topology: [anEngine(sizes)],
    bytesPerWeight: 2,
    bytesPerKvValue: 2,
    inService,
    contextTokens,
  })!;

describe('kvBytesPerToken', () => {
  it('is 320 KiB for Llama 70B and 128 KiB for 8B in 16 bits', () => {
    expect(kvBytesPerToken(llama70, 2)).toBe(327_680);
    expect(kvBytesPerToken(findModelShape('Meta-Llama-3-8B-Instruct')!, 2)).toBe(131_072);
  });

  it('counts the latent once for MLA', () => {
    expect(kvBytesPerToken(findModelShape('deepseek-ai/DeepSeek-V3')!, 2)).toBe(61 * 576 * 2);
  });
});

describe('bandwidthBound', () => {
  it('is near 47.5, 95 and 190 tok/s for 70B in BF16 on TP2, TP4 and TP8 of H100', () => {
    expect(bound({ tp: 2 })).toBeCloseTo(48.2, 1);
    expect(bound({ tp: 4 })).toBeCloseTo(96.4, 1);
    expect(bound({ tp: 8 })).toBeCloseTo(192.8, 1);
  });

  it('is not raised by PP, DP or replicas for one user', () => {
    expect(bound({ tp: 4, pp: 2 })).toBe(bound({ tp: 4 }));
    expect(bound({ tp: 4, dp: 2 })).toBe(bound({ tp: 4 }));
    expect(bound({ tp: 4, replicas: 2 })).toBe(bound({ tp: 4 }));
  });

  it('falls with requests in service and their context, which DP spreads', () => {
    expect(bound({ tp: 4 }, 64, 4000)).toBeLessThan(bound({ tp: 4 }, 8, 4000));
    expect(bound({ tp: 4, dp: 8 }, 64, 4000)).toBe(bound({ tp: 4 }, 8, 4000));
  });
});
