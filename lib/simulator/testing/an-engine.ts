import type { EngineConfig, Layout } from '../engine/engine-config';
import { runVirtual, type VirtualRun } from '../engine/run-virtual';
import { findGpu } from '../hardware/gpu-catalog';
import { findModelShape } from '../model/model-catalog';
import { resolvePrecision } from '../model/precision';

interface EngineChoice extends Partial<Omit<EngineConfig, 'gpu' | 'model' | 'precision' | 'layout'>>, Partial<Layout> {
  model?: string;
  gpu?: string;
  kvCacheDtype?: string;
}

/** An engine's configuration: Llama 70B in FP8 on H100, without noise, but for what a test says. */
export function anEngine(choice: EngineChoice = {}): EngineConfig {
  const { model: name = 'Llama-3.1-70B-FP8', gpu: gpuName = 'H100', kvCacheDtype = 'auto' } = choice;
  const { tp = 1, pp = 1, dp = 1, pcp = 1, dcp = 1, ...rest } = choice;
  const gpu = findGpu(gpuName);
  const model = findModelShape(name);
  if (!gpu || !model) throw new Error(`No such GPU or model: ${gpuName}, ${name}`);
  return {
    gpuMemoryUtilization: 0.92,
    kvCacheMemoryBytes: null,
    numGpuBlocksOverride: null,
    blockSize: 16,
    maxModelLen: 8192,
    maxNumSeqs: 1024,
    maxNumBatchedTokens: 8192,
    chunkedPrefill: true,
    prefixCaching: true,
    enforceEager: false,
    seed: 0,
    noise: 0,
    ...rest,
    gpu,
    model,
    precision: resolvePrecision(name, { dtype: 'auto', quantization: null, kvCacheDtype }),
    layout: { tp, pp, dp, pcp, dcp },
  };
}

interface VirtualPoint {
  /** 1 / median time per output token. */
  readonly tokensPerSPerUser: number;
  readonly tokensPerSPerGpu: number;
  readonly medianTtftS: number;
  /** Requests decoding at once, by Little's law. */
  readonly inService: number;
  readonly run: VirtualRun;
}

/** One load of a closed loop, measured as a benchmark would: all of it in virtual time. */
export function measureVirtual(
  config: EngineConfig,
  load: { concurrency: number; inputTokens: number; outputTokens: number; requests?: number },
): VirtualPoint {
  const { concurrency, inputTokens, outputTokens, requests = Math.max(8, 5 * concurrency) } = load;
  const run = runVirtual(
    config,
    Array.from({ length: requests }, () => ({ inputTokens, outputTokens })),
    { concurrency },
  );
  const decodes = run.outcomes.map(({ sequence, finishedAt }) => finishedAt - (sequence.firstTokenAt ?? NaN));
  const waits = run.outcomes.map(({ sequence, sentAt }) => (sequence.firstTokenAt ?? NaN) - sentAt);
  const { tp, pp, dp, pcp } = config.layout;
  return {
    tokensPerSPerUser: (outputTokens - 1) / median(decodes),
    tokensPerSPerGpu: (requests * outputTokens) / run.durationS / (tp * pp * dp * pcp),
    medianTtftS: median(waits),
    inService: decodes.reduce((sum, seconds) => sum + seconds, 0) / run.durationS,
    run,
  };
}

/** The middle value; of an even number the lower of the two. */
function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor((values.length - 1) / 2)] ?? NaN;
}
