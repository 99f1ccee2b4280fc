import type { RequestOutcome } from '../measuring/request-outcome';

/** A completed request of 3 tokens: sent at 0 s, chunks at 0.1, 0.2 and 0.3 s. */
export const anOutcome = (changes: Partial<RequestOutcome> = {}): RequestOutcome => ({
  failure: null,
  promptTokens: 10,
  outputTokens: 3,
  outputTokensCounted: 'by-server',
  startS: 0,
  ttftS: 0.1,
  latencyS: 0.3,
  itlS: [0.1, 0.1],
  queueS: 0,
  text: '',
  ...changes,
});
