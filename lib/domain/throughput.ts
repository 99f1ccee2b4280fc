import { toRequestsPerSecond, toTokensPerSecond } from '@/lib/units/quantities';
import type { RequestsPerSecond, TokensPerSecond } from '@/lib/units/quantities';
import type { BaseMeasurement } from './measurement';

type Input = Pick<BaseMeasurement, 'counts' | 'durationS' | 'throughput'>;

function overDuration(amount: number | null, durationS: number | null): number | null {
  return amount === null || durationS === null || durationS <= 0 ? null : amount / durationS;
}

/** Requests per second as stated, else completed / duration. null where neither is known. */
export function requestsPerS({ throughput, counts, durationS }: Input): RequestsPerSecond | null {
  const value = throughput.requestsPerS ?? overDuration(counts.completed, durationS);
  return value === null ? null : toRequestsPerSecond(value);
}

/** Generated tokens per second as stated, else output tokens / duration. null where neither is known. */
export function outputTokensPerS({ throughput, counts, durationS }: Input): TokensPerSecond | null {
  const value = throughput.outputTokensPerS ?? overDuration(counts.outputTokens, durationS);
  return value === null ? null : toTokensPerSecond(value);
}

/**
 * Prompt tokens per second as stated, else total less output as stated (vLLM prints total and output only), else input
 * tokens / duration. null where none is known.
 */
export function inputTokensPerS({ throughput, counts, durationS }: Input): TokensPerSecond | null {
  const { inputTokensPerS: stated, totalTokensPerS: total, outputTokensPerS: output } = throughput;
  const difference = total !== null && output !== null && total >= output ? total - output : null;
  const value = stated ?? difference ?? overDuration(counts.inputTokens, durationS);
  return value === null ? null : toTokensPerSecond(value);
}

/** Prompt and generated tokens per second as stated, else the sum of the two. null where one is unknown. */
export function totalTokensPerS(input: Input): TokensPerSecond | null {
  if (input.throughput.totalTokensPerS !== null) return input.throughput.totalTokensPerS;
  const prompt = inputTokensPerS(input);
  const output = outputTokensPerS(input);
  return prompt === null || output === null ? null : toTokensPerSecond(prompt + output);
}
