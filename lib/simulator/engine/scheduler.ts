import type { EngineConfig } from './engine-config';
import type { EngineListener } from './engine-listener';
import { KvCache } from './kv-cache';
import type { FinishReason, Sequence } from './sequence';
import type { StepLoad } from './step-cost';

interface Share {
  readonly sequence: Sequence;
  readonly tokens: number;
}

/** What one engine computes in one step. Empty `shares`: a rank that steps along with others. */
export interface Batch {
  readonly shares: readonly Share[];
  readonly load: StepLoad;
}

export const EMPTY_BATCH: Batch = {
  shares: [],
  load: { prefillTokens: 0, decodeSequences: 0, contextTokens: 0, attentionPairs: 0 },
};

/**
 * Continuous batching of one engine (one DP rank): who computes how many tokens in the next step.
 *
 * First those already running, in their order; then the waiting, first come first served, while slots, token budget and
 * blocks last. A waiting sequence needs blocks for its whole prompt. When a running one finds no block, the youngest
 * loses its cache and goes back to the head of the queue. With a pipeline, each micro-batch takes its share of the running.
 */
export class Scheduler {
  readonly rank: number;
  readonly cache: KvCache;
  readonly waiting: Sequence[] = [];
  running: Sequence[] = [];
  private readonly config: EngineConfig;
  private readonly listener: EngineListener;
  private readonly vocabulary: (draw: number) => number;

  constructor(
    rank: number,
    config: EngineConfig,
    numBlocks: number,
    listener: EngineListener,
    vocabulary: (draw: number) => number,
  ) {
    this.rank = rank;
    this.config = config;
    this.listener = listener;
    this.vocabulary = vocabulary;
    this.cache = new KvCache({ numBlocks, blockSize: config.blockSize, prefixCaching: config.prefixCaching });
  }

  add(sequence: Sequence): void {
    this.waiting.push(sequence);
  }

  hasWork(): boolean {
    return this.waiting.length > 0 || this.running.length > 0;
  }

  /** Takes a sequence out: at once, or when the step it is part of ends. Unknown ids are left alone. */
  abort(id: string, at: number): void {
    const waiting = this.waiting.findIndex((sequence) => sequence.request.id === id);
    const [queued] = waiting < 0 ? [] : this.waiting.splice(waiting, 1);
    if (queued) return this.listener.onFinish(this.rank, queued, 'abort', at);
    const sequence = this.running.find((candidate) => candidate.request.id === id);
    if (!sequence) return;
    sequence.aborted = true;
    if (!sequence.inFlight) this.retire(sequence, 'abort', at);
  }

  /** The next step, or null when nobody can compute anything before another step ends. */
  schedule(at: number): Batch | null {
    const shares: Share[] = [];
    const budget = { tokens: this.config.maxNumBatchedTokens };
    const anyPreempted = this.continueRunning(shares, budget, at);
    if (!anyPreempted) this.admitWaiting(shares, budget, at);
    if (shares.length === 0) return null;
    for (const { sequence } of shares) sequence.inFlight = true;
    return { shares, load: sumLoad(shares) };
  }

  /** Books what a step has computed: prompts advance, and every sequence that has none left to read writes a token. */
  complete(batch: Batch, at: number): void {
    let written = 0;
    let prompt = 0;
    for (const { sequence, tokens } of batch.shares) {
      const decoding = isDecode(sequence);
      sequence.inFlight = false;
      sequence.computedTokens += tokens;
      this.cache.publish(sequence);
      if (!decoding) prompt += tokens;
      if (sequence.aborted) this.retire(sequence, 'abort', at);
      else if (sequence.computedTokens === sequence.totalTokens) {
        written += 1;
        this.write(sequence, at);
      }
    }
    if (batch.shares.length > 0) this.listener.onStep(this.rank, { prompt, written }, at);
  }

  /** Ends everybody, as when the engine dies. */
  failAll(at: number): void {
    for (const sequence of [...this.running]) this.retire(sequence, 'error', at);
    for (const sequence of this.waiting.splice(0)) this.listener.onFinish(this.rank, sequence, 'error', at);
  }

  private continueRunning(shares: Share[], budget: { tokens: number }, at: number): boolean {
    const perBatch = Math.ceil(this.running.length / this.config.layout.pp);
    let anyPreempted = false;
    for (let index = 0; index < this.running.length && budget.tokens > 0 && shares.length < perBatch; index += 1) {
      const sequence = this.running[index];
      if (!sequence || sequence.inFlight) continue;
      while (!this.cache.grow(sequence)) {
        const victim: Sequence = this.running.findLast((candidate) => !candidate.inFlight) ?? sequence;
        this.preempt(victim, at);
        anyPreempted = true;
        if (victim === sequence) return anyPreempted;
      }
      const tokens = Math.min(sequence.totalTokens - sequence.computedTokens, budget.tokens);
      budget.tokens -= tokens;
      shares.push({ sequence, tokens });
    }
    return anyPreempted;
  }

  private admitWaiting(shares: Share[], budget: { tokens: number }, at: number): void {
    while (budget.tokens > 0 && this.running.length < this.config.maxNumSeqs) {
      const sequence = this.waiting[0];
      if (!sequence || !this.cache.admit(sequence)) return;
      const missing = sequence.totalTokens - sequence.computedTokens;
      if (!this.config.chunkedPrefill && missing > budget.tokens) return this.cache.free(sequence);
      this.waiting.shift();
      this.running.push(sequence);
      if (sequence.firstScheduledAt === null) {
        sequence.firstScheduledAt = at;
        this.listener.onAdmit(this.rank, { queried: sequence.totalTokens, cached: sequence.cachedTokens }, at);
      }
      const tokens = Math.min(missing, budget.tokens);
      budget.tokens -= tokens;
      shares.push({ sequence, tokens });
    }
  }

  private preempt(sequence: Sequence, at: number): void {
    this.running = this.running.filter((candidate) => candidate !== sequence);
    this.cache.free(sequence);
    sequence.preemptions += 1;
    this.waiting.unshift(sequence);
    this.listener.onPreempt(this.rank, sequence, at);
  }

  private write(sequence: Sequence, at: number): void {
    const previousAt = sequence.lastTokenAt;
    const { token, finish } = sequence.append(this.vocabulary, at);
    this.listener.onToken(this.rank, sequence, token, at, previousAt, finish);
    if (finish !== null) this.retire(sequence, finish, at);
  }

  private retire(sequence: Sequence, reason: FinishReason, at: number): void {
    this.running = this.running.filter((candidate) => candidate !== sequence);
    this.cache.free(sequence);
    this.listener.onFinish(this.rank, sequence, reason, at);
  }
}

function isDecode(sequence: Sequence): boolean {
  return sequence.outputTokens.length > 0 && sequence.computedTokens === sequence.totalTokens - 1;
}

function sumLoad(shares: readonly Share[]): StepLoad {
  let prefillTokens = 0;
  let decodeSequences = 0;
  let contextTokens = 0;
  let attentionPairs = 0;
  for (const { sequence, tokens } of shares) {
    if (isDecode(sequence)) decodeSequences += 1;
    else prefillTokens += tokens;
    contextTokens += sequence.computedTokens + tokens;
    attentionPairs += tokens * (sequence.computedTokens + tokens / 2);
  }
  return { prefillTokens, decodeSequences, contextTokens, attentionPairs };
}
