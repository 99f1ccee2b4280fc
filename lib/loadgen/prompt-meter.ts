import { fetchJson } from './http/fetch-text';
import { readUsage } from './http/stream-event';
import type { HttpTarget } from './http/target';
import { isRecord } from './is-record';
import type { BenchServeOptions } from './options';
import type { PromptMeter } from './prompts/calibrated-prompts';
import { buildMeteringBody } from './request-body';

const longestMs = 60_000;

/** Counts tokens of a prompt by asking for one output token; null where the server refuses or does not count. */
export function promptMeter(
  options: BenchServeOptions,
  target: HttpTarget,
  model: string,
  signal?: AbortSignal,
): PromptMeter {
  const deadlineMs = Math.min(longestMs, options.requestTimeoutSec * 1000);
  return async (prompt) => {
    const body = buildMeteringBody(options, model, prompt);
    const request = { method: 'POST', path: options.endpoint, body, deadlineMs, maxBytes: 2 ** 20 } as const;
    try {
      const answer = await fetchJson(target, request, signal);
      return readUsage(isRecord(answer) ? answer.usage : null)?.promptTokens ?? null;
    } catch {
      signal?.throwIfAborted();
      return null;
    }
  };
}
