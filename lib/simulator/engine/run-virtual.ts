import { Cluster, type RankState } from './cluster';
import type { EngineConfig } from './engine-config';
import type { EngineListener } from './engine-listener';
import { mix } from './random';
import type { FinishReason, Sequence } from './sequence';

/** A request by its lengths; `prompt` where its very tokens matter. */
export interface VirtualRequest {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly prompt?: readonly number[];
}

/** What became of one request. Times are seconds of the engine's clock. */
export interface VirtualOutcome {
  readonly sequence: Sequence;
  /** When each token was written. */
  readonly tokenTimes: readonly number[];
  readonly rank: number;
  readonly reason: FinishReason;
  readonly sentAt: number;
  readonly finishedAt: number;
}

export interface VirtualRun {
  readonly outcomes: readonly VirtualOutcome[];
  readonly durationS: number;
  readonly preemptions: number;
  readonly cachedTokens: number;
}

/**
 * Runs requests through the engines as fast as the machine computes, in the engine's own time: a closed loop that keeps
 * `concurrency` of them under way (Infinity: all sent at once). `watch` sees the engines after every event.
 */
export function runVirtual(
  config: EngineConfig,
  requests: readonly VirtualRequest[],
  options: { concurrency: number; watch?: (cluster: Cluster, state: RankState[]) => void },
): VirtualRun {
  const outcomes: VirtualOutcome[] = [];
  const totals = { preemptions: 0, cachedTokens: 0, sent: 0, endedAt: 0 };
  const tokenTimes = new Map<Sequence, number[]>();
  const due: number[] = [];
  const listener: EngineListener = {
    onToken: (_rank, sequence, _token, at) => {
      const times = tokenTimes.get(sequence);
      if (times) times.push(at);
      else tokenTimes.set(sequence, [at]);
    },
    onStep: () => undefined,
    onAdmit: (_rank, tokens) => (totals.cachedTokens += tokens.cached),
    onPreempt: () => (totals.preemptions += 1),
    onFinish: (rank, sequence, reason, at) => {
      outcomes.push({
        sequence,
        tokenTimes: tokenTimes.get(sequence) ?? [],
        rank,
        reason,
        sentAt: sequence.request.arrivedAt,
        finishedAt: at,
      });
      totals.endedAt = Math.max(totals.endedAt, at);
      due.push(at);
    },
  };
  const cluster = new Cluster(config, listener, (draw) => draw % 32_000);
  const send = (at: number) => {
    const request = requests[totals.sent];
    if (!request) return;
    cluster.add(toSequenceRequest(request, totals.sent, config.seed, at));
    totals.sent += 1;
  };
  for (let started = 0; started < Math.min(options.concurrency, requests.length); started += 1) send(0);
  for (let at = cluster.nextEventAt(); at !== null; at = cluster.nextEventAt()) {
    cluster.advance(at);
    for (const freed of due.splice(0)) send(freed);
    options.watch?.(cluster, cluster.state());
  }
  return { outcomes, durationS: totals.endedAt, preemptions: totals.preemptions, cachedTokens: totals.cachedTokens };
}

function toSequenceRequest(request: VirtualRequest, index: number, seed: number, arrivedAt: number) {
  const promptTokens =
    request.prompt ?? Array.from({ length: request.inputTokens }, (_, position) => mix(seed, index, position) % 32_000);
  return {
    id: String(index),
    promptTokens,
    maxTokens: request.outputTokens,
    minTokens: 0,
    ignoreEos: true,
    seed,
    arrivedAt,
  };
}
