import type { Block } from './block-pool';
import { createRandom, drawNormal, mix } from './random';

/** Why a sequence ended, in the words of the metrics. */
export type FinishReason = 'stop' | 'length' | 'abort' | 'error';

/** What is asked of the engine. Times are seconds of the engine's clock. */
export interface SequenceRequest {
  readonly id: string;
  readonly promptTokens: readonly number[];
  readonly maxTokens: number;
  readonly minTokens: number;
  /** True: exactly `maxTokens`, whatever the model would say. */
  readonly ignoreEos: boolean;
  readonly seed: number;
  readonly arrivedAt: number;
}

const MEDIAN_ANSWER_TOKENS = 220;
const ANSWER_SPREAD = 0.7;

/** One request inside an engine: its tokens, its cache, its times. */
export class Sequence {
  readonly request: SequenceRequest;
  readonly outputTokens: number[] = [];
  /** Tokens whose keys and values are in the cache. */
  computedTokens = 0;
  /** Of them, found there instead of computed. */
  cachedTokens = 0;
  blocks: Block[] = [];
  publishedBlocks = 0;
  inFlight = false;
  aborted = false;
  preemptions = 0;
  firstScheduledAt: number | null = null;
  firstTokenAt: number | null = null;
  lastTokenAt: number | null = null;
  /** Chained hashes of the full blocks, as far as they were asked for. */
  private readonly hashes: number[] = [];
  private readonly answerTokens: number;
  private readonly answerSeed: number;

  constructor(request: SequenceRequest) {
    this.request = request;
    this.answerSeed = request.promptTokens
      .slice(-8)
      .reduce((seed, token) => mix(seed, token), mix(request.seed, this.promptLength));
    this.answerTokens = request.ignoreEos ? Infinity : this.drawAnswerLength();
  }

  get promptLength(): number {
    return this.request.promptTokens.length;
  }

  get totalTokens(): number {
    return this.promptLength + this.outputTokens.length;
  }

  /** Adds the next token, chosen by prompt, seed and position alone, and says whether the sequence ends with it. */
  append(vocabulary: (draw: number) => number, at: number): { token: number; finish: FinishReason | null } {
    const token = vocabulary(mix(this.answerSeed, this.outputTokens.length));
    this.outputTokens.push(token);
    this.firstTokenAt ??= at;
    this.lastTokenAt = at;
    const { maxTokens, minTokens } = this.request;
    const written = this.outputTokens.length;
    if (written >= Math.max(this.answerTokens, minTokens) && written < maxTokens) return { token, finish: 'stop' };
    return { token, finish: written >= maxTokens ? 'length' : null };
  }

  /** Name of the content of the block at `index`, which must be full. */
  blockHash(index: number, blockSize: number): number {
    while (this.hashes.length <= index) {
      const position = this.hashes.length;
      const before = this.hashes[position - 1] ?? 0;
      let low = 0x811c9dc5 ^ (before % 2 ** 32);
      let high = Math.floor(before / 2 ** 32);
      for (let offset = position * blockSize; offset < (position + 1) * blockSize; offset += 1) {
        const token = this.tokenAt(offset);
        low = Math.imul(low ^ token, 0x01000193);
        high = Math.imul(high ^ (token + 0x7f4a7c15), 0x85ebca6b);
      }
      this.hashes.push(((high >>> 11) & 0x1fffff) * 2 ** 32 + (low >>> 0));
    }
    return this.hashes[index] ?? 0;
  }

  private tokenAt(position: number): number {
    const token =
      position < this.promptLength
        ? this.request.promptTokens[position]
        : this.outputTokens[position - this.promptLength];
    return token ?? 0;
  }

  /** Where the model would stop by itself: log-normal, 220 tokens in the median. */
  private drawAnswerLength(): number {
    const draw = drawNormal(createRandom(this.answerSeed));
    return Math.max(1, Math.round(MEDIAN_ANSWER_TOKENS * Math.exp(ANSWER_SPREAD * draw)));
  }
}
