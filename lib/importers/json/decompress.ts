/** The compressed data is damaged or cut off. */
export class CompressedDataError extends Error {}

/** gzip's magic number. */
export const isGzip = (head: Uint8Array) => head[0] === 0x1f && head[1] === 0x8b;

/**
 * Unpacks gzip chunk by chunk with the platform's own decompression. Throws `CompressedDataError` on damaged data.
 * The source is read to its end even then, so that a hash over it is whole.
 */
export async function* gunzip(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('gzip');
  const reader = stream.readable.getReader();
  const feeding = feed(source, stream.writable.getWriter());
  try {
    for (;;) {
      const { done, value } = await readOrExplain(reader);
      if (done) break;
      yield value;
    }
  } finally {
    // Frees a writer that waits for room when nobody reads on.
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

async function readOrExplain(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch {
    throw new CompressedDataError('damaged gzip data');
  }
}

/** Reads the source to its end whatever becomes of the stream. */
async function feed(
  source: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
): Promise<void> {
  const takes = (write: Promise<void>) =>
    write.then(
      () => true,
      () => false,
    );
  let open = true;
  for await (const chunk of source) {
    if (open) open = await takes(writer.write(chunk as Uint8Array<ArrayBuffer>));
  }
  if (open) await takes(writer.close());
}
