import type { RequestOutcome } from '../loadgen/measuring/request-outcome';
import { type BenchServeOptions, defaultOptions } from '../loadgen/options';
import type { BenchServeResult } from '../loadgen/result/bench-serve-result';
import { buildResult } from '../loadgen/result/build-result';
import { reportLatencies } from '../loadgen/result/latency-report';
import type { EngineConfig } from './engine/engine-config';
import { runVirtual, type VirtualOutcome } from './engine/run-virtual';

/** A closed loop of random prompts of exact lengths: so many under way at once, so many in all. */
export interface VirtualLoad {
  concurrency: number;
  requests: number;
  inputTokens: number;
  outputTokens: number;
}

const noLag = { lagP99Ms: 0, scheduleDelayP99Ms: 0, cpuShare: 0 };

/**
 * One load as `vllm bench serve` would report it, in the engine's own time: no server, no client, and no waiting. The
 * same configuration and load always give the same result; `endedAt` is what it says of when it was.
 */
export function benchVirtually(
  config: EngineConfig,
  model: string,
  load: VirtualLoad,
  endedAt: Date,
): BenchServeResult {
  const { concurrency, requests, inputTokens, outputTokens } = load;
  const options: BenchServeOptions = {
    ...defaultOptions,
    baseUrl: '',
    model,
    randomInputLen: inputTokens,
    randomOutputLen: outputTokens,
    ignoreEos: true,
    numPrompts: requests,
    maxConcurrency: concurrency,
    percentileMetrics: ['ttft', 'tpot', 'itl', 'e2el'],
    metricPercentiles: [50, 90, 95, 99],
  };
  const prompts = Array.from({ length: requests }, () => ({ inputTokens, outputTokens }));
  const run = runVirtual(config, prompts, { concurrency });
  const outcomes = run.outcomes.map(toRequestOutcome);
  const latencies = reportLatencies(outcomes, {
    ...options,
    names: options.percentileMetrics,
    percents: options.metricPercentiles,
  });
  const { durationS } = run;
  const found = { modelId: model, outcomes, durationS, endedAt, latencies, lag: noLag, isSimulated: true };
  return buildResult(options, { ...found, specDecode: null });
}

function toRequestOutcome({ sequence, sentAt, tokenTimes }: VirtualOutcome): RequestOutcome {
  return {
    failure: null,
    promptTokens: sequence.promptLength,
    outputTokens: tokenTimes.length,
    outputTokensCounted: 'by-server',
    startS: sentAt,
    ttftS: (tokenTimes[0] ?? sentAt) - sentAt,
    latencyS: (tokenTimes.at(-1) ?? sentAt) - sentAt,
    itlS: tokenTimes.slice(1).map((at, index) => at - tokenTimes[index]!),
    queueS: 0,
    text: '',
  };
}
