import type { BaseMeasurement } from './measurement';

/** Above this mean ITL / mean TPOT, chunks hold several tokens and 1000 / ITL is no user's speed. */
const chunkedAbove = 1.3;

/** Tokens per streamed chunk as far as latencies show it: mean ITL / mean TPOT. null where either is absent or 0. */
export function tokensPerChunk({ itlMs, tpotMs }: BaseMeasurement['latency']): number | null {
  const gap = itlMs?.mean ?? null;
  const perToken = tpotMs?.mean ?? null;
  return gap === null || perToken === null || perToken <= 0 ? null : gap / perToken;
}

/** Whether the server streamed several tokens per chunk; false also where nothing shows it. */
export function isChunkedStream(latency: BaseMeasurement['latency']): boolean {
  return (tokensPerChunk(latency) ?? 0) > chunkedAbove;
}
