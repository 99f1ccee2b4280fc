import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { AnswerReader, type StreamedAnswer } from './answer-reader';
import type { ChunkInbox, ChunkReader, Ending } from './chunk-inbox';
import { ErrorAnswer } from './error-answer';
import { describeNetworkError } from './failure-text';
import type { HttpTarget } from './target';

export interface StreamRequest {
  path: string;
  body: Buffer;
  headers: Readonly<Record<string, string>>;
  /** From now to the end of the answer; the request fails when it passes. */
  deadlineMs: number;
  /** The request fails when its answer is longer. */
  maxBytes: number;
  /** Keep what was generated. */
  keepText: boolean;
}

/** What one request saw. Times in ms of `performance.now()`. */
export interface StreamRecord extends StreamedAnswer {
  /** When the request was handed to an open connection. */
  sentAtMs: number;
  /** Why it failed; null for a whole answer. */
  failure: string | null;
}

/** How long a server may keep an answer open after its [DONE] before the connection is dropped. */
const lingerMs = 1000;

/**
 * One streaming request on its way. `finished` resolves in any case: a failure is a record too. The clock starts when
 * there is a connection to write to, so that TTFT is the server's and not that of a handshake.
 */
export class StreamExchange implements ChunkReader {
  readonly finished: Promise<StreamRecord>;
  readonly #target: HttpTarget;
  readonly #inbox: ChunkInbox;
  readonly #request: StreamRequest;
  readonly #reader: AnswerReader;
  readonly #deadline: NodeJS.Timeout;
  #resolve: (record: StreamRecord) => void = () => undefined;
  #connection: ClientRequest | null = null;
  #response: IncomingMessage | null = null;
  #errorAnswer: ErrorAnswer | null = null;
  #linger: NodeJS.Timeout | null = null;
  #sentAtMs = performance.now();
  #arrivedAtMs = 0;
  #receivedBytes = 0;
  #settled = false;

  constructor(target: HttpTarget, inbox: ChunkInbox, request: StreamRequest) {
    this.#target = target;
    this.#inbox = inbox;
    this.#request = request;
    this.#reader = new AnswerReader(request.keepText);
    this.finished = new Promise((resolve) => (this.#resolve = resolve));
    this.#deadline = setTimeout(() => {
      this.fail(`no complete answer within ${request.deadlineMs / 1000} s`);
    }, request.deadlineMs);
    try {
      this.#send(true);
    } catch (error) {
      this.fail((error as Error).message);
    }
  }

  #send(pooled: boolean): void {
    const { path, body, headers } = this.#request;
    const connection = this.#target.open({
      method: 'POST',
      path,
      headers: { ...headers, 'content-length': String(body.length) },
      pooled,
    });
    this.#connection = connection;
    connection.once('socket', (socket) => {
      // In front of the parser: what is timed is the arrival.
      const stamp = () => (this.#arrivedAtMs = performance.now());
      socket.prependListener('data', stamp);
      connection.once('close', () => socket.off('data', stamp));
      const write = () => this.#write(connection, socket);
      if (connection.reusedSocket) write();
      else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', write);
    });
    connection.once('response', (response) => {
      this.#receive(response);
    });
    connection.on('error', (error) => {
      if (connection !== this.#connection || this.#settled) return;
      // A server may close an idle connection just when it is used again: that says nothing about this request.
      if (connection.reusedSocket && this.#response === null) this.#send(false);
      else this.#failAfterChunks(error);
    });
  }

  /** The head is made ready before the clock starts, so that next to nothing but the system's work comes after. */
  #write(connection: ClientRequest, socket: Socket): void {
    socket.cork();
    connection.flushHeaders();
    this.#sentAtMs = performance.now();
    connection.end(this.#request.body);
    socket.uncork();
  }

  #receive(response: IncomingMessage): void {
    this.#response = response;
    response.on('error', (error) => {
      this.#failAfterChunks(error);
    });
    const { statusCode = 0, headers } = response;
    const encoding = headers['content-encoding'] ?? 'identity';
    if (statusCode >= 300 && statusCode < 400) {
      this.fail(`HTTP ${statusCode} ${response.statusMessage ?? ''}: redirects are not followed`);
    } else if (encoding !== 'identity') {
      this.fail(`the answer is compressed (${encoding}), which was not asked for`);
    } else {
      if (statusCode !== 200) this.#errorAnswer = new ErrorAnswer(response);
      response.on('data', (bytes: Buffer) => {
        this.#inbox.put(this, bytes, this.#arrivedAtMs);
      });
      response.once('end', () => {
        this.#inbox.put(this, { kind: 'end' }, this.#arrivedAtMs);
      });
    }
  }

  takeChunk(bytes: Buffer, atMs: number): void {
    if (this.#settled) return;
    this.#receivedBytes += bytes.length;
    if (this.#errorAnswer) {
      if (!this.#errorAnswer.take(bytes)) this.fail(this.#errorAnswer.reason());
    } else if (this.#receivedBytes > this.#request.maxBytes) {
      this.fail(`the answer is longer than ${this.#request.maxBytes} bytes`);
    } else {
      const state = this.#reader.take(bytes, atMs);
      if (state.kind === 'failed') this.fail(state.reason);
      else if (state.kind === 'done') this.#linger ??= setTimeout(() => this.#close(), lingerMs);
    }
  }

  takeEnding(ending: Ending): void {
    if (this.#settled) return;
    const { chunkTimesMs } = this.#reader.answer;
    if (this.#errorAnswer) this.fail(this.#errorAnswer.reason());
    else if (ending.kind === 'end' || this.#linger) this.#close();
    else if (chunkTimesMs.length === 0) this.fail(ending.reason);
    else this.fail(`the connection broke after ${chunkTimesMs.length} chunks: ${ending.reason}`);
  }

  /** Ends it now; a second reason changes nothing. */
  fail(reason: string): void {
    this.#settle(this.#target.describe(reason) || 'failed without a reason');
  }

  #failAfterChunks(error: Error): void {
    this.#inbox.put(this, { kind: 'failed', reason: describeNetworkError(error) }, performance.now());
  }

  #close(): void {
    const missing = this.#reader.close(performance.now());
    if (missing === null) this.#settle(null);
    else this.fail(missing);
  }

  #settle(failure: string | null): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#deadline);
    if (this.#linger) clearTimeout(this.#linger);
    // A whole answer has given its connection back to the pool; any other must not be used again.
    if (this.#response?.complete !== true) this.#connection?.destroy();
    this.#resolve({ ...this.#reader.answer, sentAtMs: this.#sentAtMs, failure });
  }
}
