import { randomUUID } from 'node:crypto';
import { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { RawBody } from '@/lib/api/client';
import type { ImportSettings } from '@/lib/domain/import';
import type { InputFile } from './input-files';

/** Settings and files as a multipart body that is read from disk while it is sent: memory does not grow with it. */
export function createMultipartBody(settings: Partial<ImportSettings>, files: readonly InputFile[]): RawBody {
  const boundary = `kneepoint-${randomUUID()}`;
  const chunks = encode(boundary, JSON.stringify(settings), files);
  return {
    // One class by two names: Node's and the DOM's.
    body: NodeReadableStream.from(chunks) as unknown as ReadableStream<Uint8Array>,
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

async function* encode(boundary: string, settings: string, files: readonly InputFile[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(part(boundary, 'name="settings"') + settings);
  for (const { path, open } of files) {
    yield Buffer.from(`\r\n${part(boundary, `name="files"; filename="${quote(path)}"`)}`);
    yield* open();
  }
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

const part = (boundary: string, disposition: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;

/** As browsers write a file's name. */
const quote = (name: string) => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
