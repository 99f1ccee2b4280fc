/** A fixed number of cached tokens of one sequence, or of several that share a prefix. */
export interface Block {
  readonly id: number;
  references: number;
  /** Names the tokens in it and all before them; null while it is not full. */
  hash: number | null;
}

/**
 * The blocks of one engine. A block nobody refers to is free, but keeps its content until it is needed: the least
 * recently freed goes first, after those never used. Invariant: free blocks and referred ones add up to the capacity.
 */
export class BlockPool {
  readonly capacity: number;
  private created = 0;
  private readonly idle = new Set<Block>();
  private readonly byHash = new Map<number, Block>();

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get freeCount(): number {
    return this.capacity - this.created + this.idle.size;
  }

  get usedCount(): number {
    return this.created - this.idle.size;
  }

  /** The block that holds these tokens, or null. It is not taken yet. */
  findCached(hash: number): Block | null {
    return this.byHash.get(hash) ?? null;
  }

  /** Refers to a block found by `findCached`. */
  share(block: Block): void {
    if (block.references === 0) this.idle.delete(block);
    block.references += 1;
  }

  /** Takes `count` empty blocks, or null, and nothing, when there are fewer. */
  take(count: number): Block[] | null {
    if (count > this.freeCount) return null;
    return Array.from({ length: count }, () => this.takeOne());
  }

  /** Names the content of a full block, so that others find it. A content known already stays with its first block. */
  publish(block: Block, hash: number): void {
    if (this.byHash.has(hash)) return;
    block.hash = hash;
    this.byHash.set(hash, block);
  }

  /** Gives blocks back, in the order given: the first is the first to be used anew. */
  release(blocks: Iterable<Block>): void {
    for (const block of blocks) {
      if (block.references <= 0) throw new Error(`Block ${block.id} was released twice.`);
      block.references -= 1;
      if (block.references === 0) this.idle.add(block);
    }
  }

  /** Forgets all contents. Refused, and false, while a block is in use. */
  forgetContents(): boolean {
    if (this.usedCount > 0) return false;
    for (const block of this.idle) block.hash = null;
    this.byHash.clear();
    return true;
  }

  private takeOne(): Block {
    if (this.created < this.capacity) {
      this.created += 1;
      return { id: this.created - 1, references: 1, hash: null };
    }
    const [block] = this.idle;
    if (block === undefined) throw new Error('No free block, although they were counted.');
    this.idle.delete(block);
    if (block.hash !== null) this.byHash.delete(block.hash);
    block.hash = null;
    block.references = 1;
    return block;
  }
}
