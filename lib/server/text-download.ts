import { toByteStream } from './byte-stream';

/** Text to save under a name; a browser does not show it as a page. */
export function textDownload(bytes: AsyncIterable<Uint8Array>, name: string): Response {
  return new Response(toByteStream(bytes), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}
