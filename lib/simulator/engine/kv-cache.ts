import { BlockPool, type Block } from './block-pool';
import type { Sequence } from './sequence';

/** Gives the sequences of one engine their blocks, and finds what an earlier prompt has left. */
export class KvCache {
  readonly pool: BlockPool;
  private readonly blockSize: number;
  private readonly prefixCaching: boolean;

  constructor(options: { numBlocks: number; blockSize: number; prefixCaching: boolean }) {
    this.pool = new BlockPool(options.numBlocks);
    this.blockSize = options.blockSize;
    this.prefixCaching = options.prefixCaching;
  }

  /** Share of the blocks in use, 0 to 1. */
  get usage(): number {
    return this.pool.capacity === 0 ? 0 : this.pool.usedCount / this.pool.capacity;
  }

  /**
   * Gives a sequence that has none the blocks for all its tokens, those of a known prefix among them, or nothing and
   * false. At least its last token is left to compute: the first output token comes from there.
   */
  admit(sequence: Sequence): boolean {
    const known = this.prefixCaching ? this.findPrefix(sequence) : [];
    for (const block of known) this.pool.share(block);
    const fresh = this.pool.take(this.blocksFor(sequence.totalTokens) - known.length);
    if (fresh === null) {
      this.pool.release(known.reverse());
      return false;
    }
    sequence.blocks = [...known, ...fresh];
    sequence.publishedBlocks = known.length;
    sequence.computedTokens = known.length * this.blockSize;
    sequence.cachedTokens = sequence.computedTokens;
    return true;
  }

  /** Makes room for the tokens a sequence has now. False, and nothing taken, when no block is free. */
  grow(sequence: Sequence): boolean {
    const missing = this.blocksFor(sequence.totalTokens) - sequence.blocks.length;
    if (missing <= 0) return true;
    const fresh = this.pool.take(missing);
    if (fresh === null) return false;
    sequence.blocks.push(...fresh);
    return true;
  }

  /** Lets later prompts find the blocks that are computed and full. */
  publish(sequence: Sequence): void {
    if (!this.prefixCaching) return;
    const full = Math.floor(sequence.computedTokens / this.blockSize);
    for (; sequence.publishedBlocks < full; sequence.publishedBlocks += 1) {
      const block = sequence.blocks[sequence.publishedBlocks];
      if (block) this.pool.publish(block, sequence.blockHash(sequence.publishedBlocks, this.blockSize));
    }
  }

  /** Takes all blocks of a sequence back; its start stays longest in the cache. */
  free(sequence: Sequence): void {
    this.pool.release(sequence.blocks.reverse());
    sequence.blocks = [];
    sequence.publishedBlocks = 0;
    sequence.computedTokens = 0;
  }

  private findPrefix(sequence: Sequence): Block[] {
    const found: Block[] = [];
    const limit = Math.floor((sequence.totalTokens - 1) / this.blockSize);
    for (let index = 0; index < limit; index += 1) {
      const block = this.pool.findCached(sequence.blockHash(index, this.blockSize));
      if (block === null) break;
      found.push(block);
    }
    return found;
  }

  private blocksFor(tokens: number): number {
    return Math.ceil(tokens / this.blockSize);
  }
}
