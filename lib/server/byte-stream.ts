import { ReadableStream as NodeReadableStream } from 'node:stream/web';

/**
 * A body that is made as it is read: the next chunk is asked for when the last one is on its way, and the source is told
 * to end when the reader leaves. (`Readable.toWeb` throws out of reach of any handler when a reader leaves in between.)
 */
export function toByteStream(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  // One class by two names: Node's and the DOM's.
  return NodeReadableStream.from(chunks) as unknown as ReadableStream<Uint8Array>;
}
