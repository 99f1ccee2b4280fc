/** The compressed data is damaged or cut off. */
export class CompressedDataError extends Error {}

/** gzip's magic number. */
export const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

/** What is handed to the decompression at once: bounds what it may unfold to before anybody can stop it. */
const pieceBytes = 1 << 16;

/**
 * Unpacks gzip chunk by chunk with the platform's own decompression. Throws `CompressedDataError` on damaged data.
 * The source is read to its end even when the caller stops early, so that a hash over it is whole.
 */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('gzip');
  const reader = stream.readable.getReader();
  const feeder = new Feeder(stream.writable.getWriter());
  const fed = feeder.feed(source);
  // Awaited below, whatever happens first; until then a failing source must not count as unhandled.
  fed.catch(() => undefined);
  try {
    for (let next = await read(reader); !next.done; next = await read(reader)) yield next.value;
  } finally {
    feeder.stop();
    await drain(reader);
    await fed;
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch {
    throw new CompressedDataError('damaged gzip data');
  }
}

/** Reads what is still under way. Cancelling instead makes Node throw outside of every handler. */
async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // Damaged data has been told already.
  }
}

class Feeder {
  #writer: WritableStreamDefaultWriter<BufferSource>;
  #open = true;

  constructor(writer: WritableStreamDefaultWriter<BufferSource>) {
    this.#writer = writer;
    writer.closed.catch(() => undefined);
  }

  /** Writes no more; the source is still read. */
  stop(): void {
    this.#open = false;
  }

  async feed(source: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      for await (const chunk of source) {
        for (let at = 0; at < chunk.length && this.#open; at += pieceBytes) {
          await this.#try(this.#writer.write(chunk.subarray(at, at + pieceBytes) as Uint8Array<ArrayBuffer>));
        }
      }
    } finally {
      await this.#try(this.#writer.close());
    }
  }

  /** A stream that refuses is broken for good; its reader tells. */
  async #try(step: Promise<void>): Promise<void> {
    await step.catch(() => this.stop());
  }
}
