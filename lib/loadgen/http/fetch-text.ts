import { describeNetworkError } from './failure-text';
import type { HttpTarget } from './target';

export interface TextRequest {
  method: 'GET' | 'POST';
  path: string;
  /** Sent as JSON. */
  body?: unknown;
  deadlineMs: number;
  maxBytes: number;
}

/** A small answer read whole. Rejects, with one printable line, unless it is a 200 within its time and size. */
export function fetchText(target: HttpTarget, request: TextRequest, signal?: AbortSignal): Promise<string> {
  const { method, path, deadlineMs, maxBytes } = request;
  const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
  const headers: Record<string, string> = body
    ? { 'content-type': 'application/json', 'content-length': String(body.length) }
    : {};
  return new Promise((resolve, reject) => {
    const connection = target.open({ method, path, headers });
    const fail = (reason: string) => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', abort);
      reject(new Error(target.describe(`${method} ${path}: ${reason}`)));
      connection.destroy();
    };
    const deadline = setTimeout(() => fail(`no answer within ${deadlineMs / 1000} s`), deadlineMs);
    const abort = () => fail('cancelled');
    signal?.addEventListener('abort', abort, { once: true });
    connection.on('error', (error) => fail(describeNetworkError(error)));
    connection.once('response', (response) => {
      const pieces: Buffer[] = [];
      let length = 0;
      response.on('error', (error) => fail(describeNetworkError(error)));
      response.on('data', (piece: Buffer) => {
        length += piece.length;
        if (length > maxBytes) fail(`the answer is longer than ${maxBytes} bytes`);
        else pieces.push(piece);
      });
      response.once('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        if (response.statusCode !== 200) {
          fail(`HTTP ${response.statusCode ?? 0} ${response.statusMessage ?? ''} ${text.slice(0, 200)}`);
          return;
        }
        clearTimeout(deadline);
        signal?.removeEventListener('abort', abort);
        resolve(text);
      });
    });
    connection.end(body);
  });
}

/** The same, parsed as JSON. */
export async function fetchJson(target: HttpTarget, request: TextRequest, signal?: AbortSignal): Promise<unknown> {
  const text = await fetchText(target, request, signal);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(
      target.describe(`${request.method} ${request.path}: the answer is not JSON: ${text.slice(0, 120)}`),
    );
  }
}
