import { toTokens, type Tokens, toTokensPerSecond, type TokensPerSecond } from '@/lib/units/quantities';
import type { BaseMeasurement } from './measurement';

/** Whether a run went without a server: it has no users, so it is listed and compared, and stands on no chart of users. */
export const isOffline = ({ evidence }: Pick<BaseMeasurement, 'evidence'>): boolean => evidence.offline !== null;

/** What follows for `vllm bench latency`, where one batch of equal prompts runs to its end again and again. */
export interface BatchFigures {
  isl: Tokens;
  osl: Tokens;
  outputTokensPerS: TokensPerSecond;
  totalTokensPerS: TokensPerSecond;
}

/**
 * Rates of an offline latency run: batch x tokens / mean latency of the batch, for every prompt has the same length and
 * every answer runs to it. null for any other run, and where the batch or a length is unknown.
 */
export function batchFigures({ evidence, load, workload, latency }: BaseMeasurement): BatchFigures | null {
  const { isl, osl } = workload;
  const batch = load.numPrompts;
  const seconds = (latency.e2elMs?.mean ?? 0) / 1000;
  if (evidence.offline !== 'latency' || batch === null || isl === null || osl === null || seconds <= 0) return null;
  return {
    isl: toTokens(isl),
    osl: toTokens(osl),
    outputTokensPerS: toTokensPerSecond((batch * osl) / seconds),
    totalTokensPerS: toTokensPerSecond((batch * (isl + osl)) / seconds),
  };
}
