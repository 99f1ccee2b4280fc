/** One measured request. Times in seconds of the client's monotonic clock, durations in seconds. */
export interface RequestOutcome {
  /** Why it failed; null = a whole answer. */
  failure: string | null;
  /** Input tokens: the server's count where it gave one, else what was asked for. */
  promptTokens: number;
  /** Output tokens: the server's count where it gave one, else the chunks that carried text. */
  outputTokens: number;
  outputTokensCounted: 'by-server' | 'by-chunks';
  /** When it was sent. */
  startS: number;
  /** Sent to first chunk; 0 where no chunk came. */
  ttftS: number;
  /** Sent to last chunk with choices; the usage chunk and the end of the stream do not count. */
  latencyS: number;
  /** Gaps between chunks, one fewer than chunks. */
  itlS: number[];
  /** Waiting for a place under the concurrency cap. */
  queueS: number;
  text: string;
}

/** The requests that gave a whole answer. */
export const completed = (outcomes: readonly RequestOutcome[]) => outcomes.filter(({ failure }) => failure === null);

/** When the last chunk of a request came, seconds. */
export const endOf = ({ startS, latencyS }: RequestOutcome) => startS + latencyS;

/**
 * Time per output token after the first, seconds: (latency - TTFT) / (output tokens - 1); null for an answer of one
 * token or none. Source: vLLM's `calculate_metrics`.
 */
export const tpotOf = ({ latencyS, ttftS, outputTokens }: RequestOutcome) =>
  outputTokens > 1 ? (latencyS - ttftS) / (outputTokens - 1) : null;
