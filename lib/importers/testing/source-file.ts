import { baseMeasurement, type BaseMeasurement } from '@/lib/domain/measurement';
import type { FileOutcome, SourceFile } from '../importer';
import { readFile } from '../read-file';

/** A file held in memory, handed over in chunks of `chunkBytes`. */
export function aSourceFile(content: string | Uint8Array, path = 'result.json', chunkBytes = 1 << 16): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    path,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes)
        yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
    },
  };
}

/** What `readFile` makes of a content. */
export const readText = (content: string | Uint8Array, path?: string): Promise<FileOutcome> =>
  readFile(aSourceFile(content, path));

/** The one measurement of a content that has no problem; fails otherwise. */
export async function readOne(content: string, path?: string): Promise<BaseMeasurement> {
  const { measurements, problems } = await readText(content, path);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  if (measurements.length !== 1) throw new Error(`${measurements.length} measurements`);
  return baseMeasurement.parse(measurements[0]);
}

/** Bytes compressed by the platform. */
export async function gzip(content: string | Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([content as BlobPart]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
