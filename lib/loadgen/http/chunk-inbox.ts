/** How the reading of an answer came to its end. */
export type Ending = { kind: 'end' } | { kind: 'failed'; reason: string };

export interface ChunkReader {
  takeChunk(bytes: Buffer, atMs: number): void;
  takeEnding(ending: Ending): void;
}

/** Told when the chunks of one turn of the event loop arrived, ascending, before they are read. */
export type BatchObserver = (timesMs: readonly number[]) => void;

/**
 * Where chunks wait between their arrival and their reading. On arrival only the time is taken; all that arrived in one
 * turn of the event loop is read after it, so that work on one chunk never delays the time stamp of the next. Endings
 * go the same way and stay behind their chunks.
 */
export class ChunkInbox {
  #readers: ChunkReader[] = [];
  #timesMs: number[] = [];
  #contents: (Buffer | Ending)[] = [];
  readonly #observe: BatchObserver;

  constructor(observe: BatchObserver = () => undefined) {
    this.#observe = observe;
  }

  put(reader: ChunkReader, content: Buffer | Ending): void {
    if (this.#timesMs.push(performance.now()) === 1) setImmediate(this.#drain);
    this.#readers.push(reader);
    this.#contents.push(content);
  }

  readonly #drain = () => {
    const [readers, timesMs, contents] = [this.#readers, this.#timesMs, this.#contents];
    this.#readers = [];
    this.#timesMs = [];
    this.#contents = [];
    this.#observe(timesMs);
    for (let index = 0; index < readers.length; index++) {
      const content = contents[index] as Buffer | Ending;
      if (Buffer.isBuffer(content)) readers[index]?.takeChunk(content, timesMs[index] as number);
      else readers[index]?.takeEnding(content);
    }
  };
}
