import type { IncomingMessage, ServerResponse } from 'node:http';
import { simulatorName } from '../../loadgen/simulator-name';
import { SIMULATOR_VERSION } from '../version';

const MAX_BODY_BYTES = 64 * 2 ** 20;

/** A request that is answered with an error. `type` is the name the real program gives it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly parameter: string | null = null,
  ) {
    super(message);
  }
}

export const badRequest = (message: string, parameter: string | null = null) =>
  new ApiError(400, 'BadRequestError', message, parameter);

/** One request and its answer. */
export class Exchange {
  readonly url: URL;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('server', `${simulatorName}/${SIMULATOR_VERSION}`);
  }

  /** The whole body as JSON; anything else is a 400 in the real program's words. */
  async readJson(): Promise<unknown> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) throw new ApiError(413, 'RequestEntityTooLarge', 'The body is larger than 64 MiB.');
      chunks.push(chunk);
    }
    try {
      return JSON.parse(Buffer.concat(chunks).toString('utf8'));
    } catch (error) {
      throw badRequest(`JSON decode error: ${error instanceof Error ? error.message : ''}`);
    }
  }

  json(status: number, body: unknown): void {
    const text = JSON.stringify(body);
    this.response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    this.response.end(text);
  }

  text(status: number, body: string, contentType: string): void {
    this.response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
    this.response.end(body);
  }

  empty(status: number): void {
    this.response.writeHead(status, { 'content-length': 0 });
    this.response.end();
  }

  /** Answers with an error, or, when the answer has begun, cuts the connection. */
  fail(error: unknown): void {
    if (this.response.headersSent) {
      this.response.destroy();
      return;
    }
    const known = error instanceof ApiError ? error : new ApiError(500, 'InternalServerError', String(error));
    this.json(known.status, {
      error: { message: known.message, type: known.type, param: known.parameter, code: known.status },
    });
  }
}
