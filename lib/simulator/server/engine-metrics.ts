import type { Cluster } from '../engine/cluster';
import type { EngineListener } from '../engine/engine-listener';
import type { FinishReason, Sequence } from '../engine/sequence';
import { type Counter, type Histogram, type Labels, Registry } from './prometheus';

const LONG_S = [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680];
const TTFT_S = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560,
];
const TPOT_S = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80];
const STEP_TOKENS = [1, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384];
const REASONS: readonly (FinishReason | 'repetition')[] = ['stop', 'length', 'abort', 'error', 'repetition'];

/** What one rank has done since the start, for the line the log prints every ten seconds. */
export interface RankTotals {
  promptTokens: number;
  generatedTokens: number;
  preemptions: number;
  queriedTokens: number;
  hitTokens: number;
}

/** Listens to the engines and keeps the metrics of `GET /metrics`, each with the rank as its `engine` label. */
export class EngineMetrics implements EngineListener {
  readonly registry: Registry;
  readonly totals: RankTotals[];
  private readonly labels: Labels[];
  private readonly counters: ReturnType<typeof createCounters>;
  private readonly histograms: ReturnType<typeof createHistograms>;

  constructor(options: { ranks: number; modelName: string; maxModelLen: number; startedAtS: number }) {
    this.registry = new Registry(options.startedAtS);
    this.labels = Array.from({ length: options.ranks }, (_, rank) => ({
      engine: String(rank),
      model_name: options.modelName,
    }));
    this.totals = this.labels.map(() => ({
      promptTokens: 0,
      generatedTokens: 0,
      preemptions: 0,
      queriedTokens: 0,
      hitTokens: 0,
    }));
    this.counters = createCounters(this.registry, this.labels);
    this.histograms = createHistograms(this.registry, this.labels, options.maxModelLen);
  }

  /** Gauges read the engines when they are asked. */
  observe(cluster: Cluster): void {
    const each = (read: (state: ReturnType<Cluster['state']>[number]) => number) => () =>
      cluster.state().map((state) => [this.labelsOf(state.rank), read(state)] as const);
    this.registry.gauge(
      'vllm:num_requests_running',
      'Number of requests in model execution batches.',
      each((state) => state.running),
    );
    this.registry.gauge(
      'vllm:num_requests_waiting',
      'Number of requests waiting to be processed.',
      each((state) => state.waiting),
    );
    this.registry.gauge('vllm:num_requests_waiting_by_reason', 'Number of waiting requests by reason.', () =>
      cluster
        .state()
        .flatMap((state) => [
          [{ ...this.labelsOf(state.rank), reason: 'capacity' }, state.waiting] as const,
          [{ ...this.labelsOf(state.rank), reason: 'deferred' }, 0] as const,
        ]),
    );
    this.registry.gauge(
      'vllm:kv_cache_usage_perc',
      'KV-cache usage. 1 means 100 percent usage.',
      each((state) => state.cacheUsage),
    );
  }

  onToken(rank: number, sequence: Sequence, _token: number, at: number, previousAt: number | null): void {
    this.histograms.forRank(rank, (one) => {
      if (previousAt === null) one.ttft.observe(at - sequence.request.arrivedAt);
      else one.itl.observe(at - previousAt);
    });
  }

  onStep(rank: number, tokens: { prompt: number; written: number }): void {
    const labels = this.labelsOf(rank);
    this.counters.prompt.add(labels, tokens.prompt);
    this.counters.bySource.add({ ...labels, source: 'local_compute' }, tokens.prompt);
    this.counters.generation.add(labels, tokens.written);
    this.histograms.forRank(rank, (one) => one.stepTokens.observe(tokens.prompt + tokens.written));
    this.bump(rank, (totals) => {
      totals.promptTokens += tokens.prompt;
      totals.generatedTokens += tokens.written;
    });
  }

  onAdmit(rank: number, tokens: { queried: number; cached: number }): void {
    const labels = this.labelsOf(rank);
    this.counters.queries.add(labels, tokens.queried);
    this.counters.hits.add(labels, tokens.cached);
    this.counters.cached.add(labels, tokens.cached);
    this.counters.prompt.add(labels, tokens.cached);
    this.counters.bySource.add({ ...labels, source: 'local_cache_hit' }, tokens.cached);
    this.bump(rank, (totals) => {
      totals.queriedTokens += tokens.queried;
      totals.hitTokens += tokens.cached;
    });
  }

  onPreempt(rank: number): void {
    this.counters.preemptions.add(this.labelsOf(rank), 1);
    this.bump(rank, (totals) => (totals.preemptions += 1));
  }

  onFinish(rank: number, sequence: Sequence, reason: FinishReason, at: number): void {
    this.counters.success.add({ ...this.labelsOf(rank), finished_reason: reason }, 1);
    const { arrivedAt, maxTokens } = sequence.request;
    const scheduledAt = sequence.firstScheduledAt ?? at;
    const firstAt = sequence.firstTokenAt ?? at;
    const written = sequence.outputTokens.length;
    this.histograms.forRank(rank, (one) => {
      one.e2e.observe(at - arrivedAt);
      one.queue.observe(scheduledAt - arrivedAt);
      one.inference.observe(at - scheduledAt);
      one.prefill.observe(firstAt - scheduledAt);
      one.decode.observe(at - firstAt);
      one.promptTokens.observe(sequence.promptLength);
      one.generatedTokens.observe(written);
      one.maxTokens.observe(maxTokens);
      if (written > 1) one.tpot.observe((at - firstAt) / (written - 1));
    });
  }

  private labelsOf(rank: number): Labels {
    return this.labels[rank] ?? {};
  }

  private bump(rank: number, change: (totals: RankTotals) => void): void {
    const totals = this.totals[rank];
    if (totals) change(totals);
  }
}

function createCounters(registry: Registry, ranks: readonly Labels[]) {
  const start = (counter: Counter, extra: readonly Labels[] = [{}]) => {
    for (const labels of ranks) for (const one of extra) counter.add({ ...labels, ...one }, 0);
    return counter;
  };
  return {
    prompt: start(registry.counter('vllm:prompt_tokens', 'Number of prefill tokens processed.')),
    bySource: start(
      registry.counter('vllm:prompt_tokens_by_source', 'Number of prompt tokens by source.'),
      ['local_compute', 'local_cache_hit', 'external_kv_transfer'].map((source) => ({ source })),
    ),
    cached: start(registry.counter('vllm:prompt_tokens_cached', 'Number of cached prompt tokens (local + external).')),
    generation: start(registry.counter('vllm:generation_tokens', 'Number of generation tokens processed.')),
    success: start(
      registry.counter('vllm:request_success', 'Count of successfully processed requests.'),
      REASONS.map((reason) => ({ finished_reason: reason })),
    ),
    preemptions: start(registry.counter('vllm:num_preemptions', 'Cumulative number of preemption from the engine.')),
    queries: start(
      registry.counter('vllm:prefix_cache_queries', 'Prefix cache queries, in terms of number of queried tokens.'),
    ),
    hits: start(registry.counter('vllm:prefix_cache_hits', 'Prefix cache hits, in terms of number of cached tokens.')),
  };
}

function createHistograms(registry: Registry, ranks: readonly Labels[], maxModelLen: number) {
  const create = (name: string, help: string, buckets: readonly number[]) =>
    registry.histograms(`vllm:${name}`, help, buckets, ranks);
  const lengths = oneTwoFive(maxModelLen);
  const families = {
    ttft: create('time_to_first_token_seconds', 'Histogram of time to first token in seconds.', TTFT_S),
    itl: create('inter_token_latency_seconds', 'Histogram of inter-token latency in seconds.', TPOT_S),
    tpot: create(
      'request_time_per_output_token_seconds',
      'Histogram of time_per_output_token_seconds per request.',
      TPOT_S,
    ),
    e2e: create('e2e_request_latency_seconds', 'Histogram of e2e request latency in seconds.', LONG_S),
    queue: create('request_queue_time_seconds', 'Histogram of time spent in WAITING phase for request.', LONG_S),
    inference: create(
      'request_inference_time_seconds',
      'Histogram of time spent in RUNNING phase for request.',
      LONG_S,
    ),
    prefill: create('request_prefill_time_seconds', 'Histogram of time spent in PREFILL phase for request.', LONG_S),
    decode: create('request_decode_time_seconds', 'Histogram of time spent in DECODE phase for request.', LONG_S),
    stepTokens: create('iteration_tokens_total', 'Histogram of number of tokens per engine_step.', STEP_TOKENS),
    promptTokens: create('request_prompt_tokens', 'Number of prefill tokens processed.', lengths),
    generatedTokens: create('request_generation_tokens', 'Number of generation tokens processed.', lengths),
    maxTokens: create('request_params_max_tokens', 'Histogram of the max_tokens request parameter.', lengths),
  };
  type One = Record<keyof typeof families, Histogram>;
  const perRank = ranks.map(
    (_, rank) => Object.fromEntries(Object.entries(families).map(([name, all]) => [name, all[rank]])) as unknown as One,
  );
  return {
    forRank: (rank: number, use: (one: One) => void) => {
      const one = perRank[rank];
      if (one) use(one);
    },
  };
}

/** Bounds 1, 2, 5, 10, 20, 50 ... up to `max`. */
function oneTwoFive(max: number): number[] {
  const bounds: number[] = [];
  for (let decade = 1; decade <= max; decade *= 10)
    bounds.push(...[1, 2, 5].map((step) => step * decade).filter((bound) => bound <= max));
  return bounds;
}
