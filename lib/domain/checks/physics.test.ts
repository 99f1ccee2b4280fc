import { describe, expect, it } from 'vitest';
import { type MeasurementOverrides, anAssessedMeasurement } from '../testing/a-measurement';
import { anEngine } from '../topology';

const flagsOf = (overrides: MeasurementOverrides) =>
  anAssessedMeasurement(overrides)
    .flags.map(({ code, severity }) => `${code} ${severity}`)
    .filter((flag) => /^(does-not-fit|faster-than-physics)/.test(flag));

describe('does-not-fit', () => {
  const llama70 = (over: MeasurementOverrides['deployment'] = {}): MeasurementOverrides => ({
    deployment: {
      model: 'meta-llama/Llama-2-70b-chat-hf',
      precision: 'float16',
      hardware: { gpu: 'NVIDIA A100-SXM4-40GB' },
      topology: [anEngine()],
      ...over,
    },
  });

  it('finds 70B in 16 bits on one GPU of 40 GB impossible', () => {
    const { flags } = anAssessedMeasurement(llama70());
    expect(flags).toMatchObject([
      {
        code: 'does-not-fit',
        severity: 'invalid',
        message:
          'Llama-2-70B in 16 bits has 138 GB of weights, and 1 × A100 40GB SXM holds 42.9 GB: is this the model you think?',
      },
    ]);
  });

  it('only warns where nobody states the precision', () => {
    expect(flagsOf(llama70({ precision: null }))).toEqual(['does-not-fit warning']);
  });

  it('lets it pass on enough GPUs, however they share the layers', () => {
    expect(flagsOf(llama70({ topology: [anEngine({ tp: 4 })] }))).toEqual([]);
    expect(flagsOf(llama70({ topology: [anEngine({ tp: 2, pp: 2 })] }))).toEqual([]);
    expect(flagsOf(llama70({ topology: [anEngine({ tp: 2, dp: 2 })] }))).toEqual(['does-not-fit invalid']);
  });

  it('does not judge unknown models, unknown GPUs, offloaded weights or unnamed quantisation', () => {
    expect(flagsOf(llama70({ model: 'acme/unheard-of-70b' }))).toEqual([]);
    expect(flagsOf(llama70({ hardware: { gpu: 'ACME 1' } }))).toEqual([]);
    expect(flagsOf(llama70({ flags: { 'cpu-offload-gb': 100 } }))).toEqual([]);
    expect(flagsOf(llama70({ precision: null, flags: { quantization: 'bitsandbytes' } }))).toEqual([]);
  });
});

describe('faster-than-physics', () => {
  /** 8B in BF16 on one H100: 3,350 GB/s over 15.0 GB of weights read per token is 223 tok/s for a user. */
  const llama8 = (tpotMs: number, over: MeasurementOverrides = {}): MeasurementOverrides => ({
    deployment: {
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      precision: 'bf16',
      hardware: { gpu: 'H100 SXM' },
      topology: [anEngine()],
    },
    counts: { completed: 100, inputTokens: 100_000, outputTokens: 20_000 },
    durationS: 100,
    latency: { tpotMs: { median: tpotMs, mean: tpotMs } },
    ...over,
  });

  it('finds a speed above what the weights alone allow impossible', () => {
    expect(flagsOf(llama8(4))).toEqual(['faster-than-physics invalid']);
    expect(flagsOf(llama8(5))).toEqual([]);
  });

  it('allows as much more as tokens are accepted per step, and judges nothing where that is unknown', () => {
    expect(flagsOf(llama8(4, { evidence: { speculative: true, acceptanceLength: 2 } }))).toEqual([]);
    expect(flagsOf(llama8(4, { evidence: { speculative: true } }))).toEqual([]);
  });

  it('only warns where the bound hangs on an approximate number in service', () => {
    const crowded = {
      counts: { completed: 5000, inputTokens: 5e7, outputTokens: 2.5e6 },
      throughput: { outputTokensPerS: 25_000 },
    };
    expect(flagsOf(llama8(5, crowded))).toEqual(['faster-than-physics warning']);
    const exact = {
      ...crowded,
      latency: { tpotMs: { median: 5, mean: 5 }, ttftMs: { mean: 100 }, e2elMs: { mean: 2600 } },
    };
    expect(flagsOf(llama8(5, exact))).toEqual(['faster-than-physics invalid']);
  });

  it('does not judge sliding-window attention', () => {
    expect(
      flagsOf(
        llama8(0.5, { deployment: { ...llama8(1).deployment, model: 'openai/gpt-oss-120b', precision: 'mxfp4' } }),
      ),
    ).toEqual([]);
  });
});
