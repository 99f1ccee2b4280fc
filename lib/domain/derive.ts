import { type TokensPerSecond, toCount, toTokens, toTokensPerSecond } from '@/lib/units/quantities';
import { isChunkedStream } from './chunked-stream';
import { inService } from './in-service';
import { closedLoopLoad } from './load';
import { batchFigures } from './offline';
import { outputTokensPerS, requestsPerS, totalTokensPerS } from './throughput';
import { gpuCount } from './topology';
import type { BaseMeasurement, Derived } from './measurement';

/** GPUs of the topology; where there is none, the total somebody stated. */
function gpus({ deployment }: BaseMeasurement): Derived['gpus'] {
  if (deployment.topology) return gpuCount(deployment.topology);
  const stated = deployment.hardware.gpus;
  return stated === null || stated === 0 ? null : toCount(stated);
}

/** Tokens per completed request, from counts, else from the rates of tokens and requests. */
function meanLength(tokens: number | null, tokensPerS: number | null, base: BaseMeasurement): Derived['meanOsl'] {
  const { completed } = base.counts;
  if (tokens !== null && completed !== null) return completed > 0 ? toTokens(tokens / completed) : null;
  const rate = requestsPerS(base);
  return tokensPerS === null || rate === null || rate <= 0 ? null : toTokens(tokensPerS / rate);
}

function divided(amount: number | null, by: number | null): TokensPerSecond | null {
  return amount === null || by === null || by <= 0 ? null : toTokensPerSecond(amount / by);
}

/** 1000 / latency in ms: tokens per second of one user. A latency of 0 is a failed run, not infinite speed. */
function speed(perTokenMs: number | null | undefined): TokensPerSecond | null {
  return divided(1000, perTokenMs ?? null);
}

/**
 * Everything that follows from a measurement's base quantities (design section 4; the six user speeds are U1, U2, U3 on
 * the median, U5 and U6 of the definitions, and the speed of the slowest 1 %). Pure, and null wherever an input is
 * absent. `medianItl` is also null where the server streamed several tokens per chunk: it would be no user's speed.
 */
export function derive(base: BaseMeasurement): Derived {
  const gpuTotal = gpus(base);
  const batch = batchFigures(base);
  const output = batch?.outputTokensPerS ?? outputTokensPerS(base);
  const total = batch?.totalTokensPerS ?? totalTokensPerS(base);
  const meanOsl = batch?.osl ?? meanLength(base.counts.outputTokens, output, base);
  const { tpotMs, itlMs, e2elMs } = base.latency;
  const e2eS = e2elMs?.mean == null ? null : e2elMs.mean / 1000;
  return {
    gpus: gpuTotal,
    inService: inService(base),
    meanIsl: batch?.isl ?? meanLength(base.counts.inputTokens, base.throughput.inputTokensPerS, base),
    meanOsl,
    outputTokensPerSPerGpu: divided(output, gpuTotal),
    totalTokensPerSPerGpu: divided(total, gpuTotal),
    tokensPerSPerUser: {
      medianTpot: speed(tpotMs?.median),
      meanTpot: speed(tpotMs?.mean),
      p99Tpot: speed(tpotMs?.p99),
      medianItl: isChunkedStream(base.latency) ? null : speed(itlMs?.median),
      outputPerConcurrency: divided(output, closedLoopLoad(base.load)),
      e2e: divided(meanOsl, e2eS),
    },
  };
}
