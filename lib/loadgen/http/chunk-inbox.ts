/** How the reading of an answer came to its end. */
export type Ending = { kind: 'end' } | { kind: 'failed'; reason: string };

export interface ChunkReader {
  takeChunk(bytes: Buffer, atMs: number): void;
  takeEnding(ending: Ending): void;
}

/** Told, each turn of the event loop, when what it brought arrived: ascending, and before it is read; perhaps nothing. */
export type TurnObserver = (timesMs: readonly number[]) => void;

interface Arrival {
  reader: ChunkReader;
  content: Buffer | Ending;
  atMs: number;
}

/** Read in one turn: so many, or this share of all that waits, so that it stays bounded whatever a server pours out. */
const readsPerTurn = 16;
const shareOfWaiting = 1 / 4;

/**
 * Where chunks wait between their arrival and their reading: they are read after the turn of the event loop that brought
 * them, and few at a time, so that work on those that are there never delays the time stamps of those to come. Endings
 * go the same way and stay behind their chunks.
 */
export class ChunkInbox {
  readonly #waiting: Arrival[] = [];
  #timesMs: number[] = [];
  readonly #observe: TurnObserver;

  constructor(observe: TurnObserver = () => undefined) {
    this.#observe = observe;
  }

  put(reader: ChunkReader, content: Buffer | Ending, atMs: number): void {
    this.#timesMs.push(atMs);
    if (this.#waiting.push({ reader, content, atMs }) === 1) setImmediate(this.#read);
  }

  readonly #read = () => {
    this.#observe(this.#timesMs);
    this.#timesMs = [];
    const arrivals = this.#waiting.splice(0, Math.max(readsPerTurn, Math.ceil(this.#waiting.length * shareOfWaiting)));
    if (this.#waiting.length > 0) setImmediate(this.#read);
    for (const { reader, content, atMs } of arrivals) {
      if (Buffer.isBuffer(content)) reader.takeChunk(content, atMs);
      else reader.takeEnding(content);
    }
  };
}
