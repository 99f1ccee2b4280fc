import type { StreamRecord } from './http/stream-exchange';
import type { RequestOutcome } from './measuring/request-outcome';

/**
 * What a request is worth, out of what it saw, by vLLM's definitions: TTFT from sending to the first chunk with
 * choices, latency to the last one, ITL the gaps between. Output tokens are the server's count, else the chunks that
 * carried text, else all chunks. `expectedPromptTokens` stands where the server does not count the prompt.
 */
export function measureRequest(
  record: StreamRecord,
  expectedPromptTokens: number,
  arrivedAtMs: number,
): RequestOutcome {
  const { chunkTimesMs, sentAtMs, usage } = record;
  const seconds = (fromMs: number, toMs: number) => (toMs - fromMs) / 1000;
  return {
    failure: record.failure,
    promptTokens: usage.promptTokens ?? expectedPromptTokens,
    // Some servers report 0 tokens for an answer that has some: then chunks are the better count, as in vLLM.
    outputTokens: usage.outputTokens || record.textChunks || chunkTimesMs.length,
    outputTokensCounted: usage.outputTokens ? 'by-server' : 'by-chunks',
    startS: sentAtMs / 1000,
    ttftS: seconds(sentAtMs, chunkTimesMs[0] ?? sentAtMs),
    latencyS: seconds(sentAtMs, chunkTimesMs.at(-1) ?? sentAtMs),
    itlS: chunkTimesMs.slice(1).map((timeMs, index) => seconds(chunkTimesMs[index] as number, timeMs)),
    queueS: Math.max(0, seconds(arrivedAtMs, sentAtMs)),
    text: record.text,
  };
}
