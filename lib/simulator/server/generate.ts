import { randomUUID } from 'node:crypto';
import type { FinishReason } from '../engine/sequence';
import type { Failures } from '../settings/failures';
import { detokenize, wordToken } from '../tokens/vocabulary';
import { STREAM_END, type AnswerFormat, type Usage } from './answer-format';
import type { EngineHost, TokenSink } from './engine-host';
import type { GenerationRequest } from './generation-request';
import { ApiError, type Exchange } from './http-exchange';

const ENDLESS_GAP_MS = 50;

export interface GenerationOptions {
  readonly host: EngineHost;
  readonly failures: Failures;
  /** Tokens per event after the first. */
  readonly streamInterval: number;
  readonly alwaysUsage: boolean;
  /** In [0, 1): decides which requests fail when a share of them is to. */
  readonly random: () => number;
  /** Told when an answer begins, for the access log. */
  readonly onAnswer: (exchange: Exchange, status: number) => void;
}

/** Runs one request and writes its answer while it comes. A client that goes away takes its request out of the engine. */
export function generate(
  exchange: Exchange,
  request: GenerationRequest,
  format: AnswerFormat,
  options: GenerationOptions,
): void {
  const { host, failures } = options;
  if (!host.alive)
    throw new ApiError(
      500,
      'InternalServerError',
      'EngineCore encountered an issue. See stack trace (above) for the root cause.',
    );
  if (options.random() < (failures.get('error-share') ?? 0))
    throw new ApiError(500, 'InternalServerError', 'CUDA error: an illegal memory access was encountered');
  if (failures.has('garbage')) return sendGarbage(exchange, options);
  const id = randomUUID();
  const sink = request.stream
    ? new StreamingAnswer(exchange, request, format, options)
    : new WholeAnswer(exchange, request, format, options);
  exchange.response.on('close', () => host.abort(id));
  host.submit({ ...request, id }, sink);
}

/** Collects the tokens and answers once. */
class WholeAnswer implements TokenSink {
  private readonly tokens: number[] = [];

  constructor(
    private readonly exchange: Exchange,
    private readonly request: GenerationRequest,
    private readonly format: AnswerFormat,
    private readonly options: GenerationOptions,
  ) {}

  onToken(token: number, finish: FinishReason | null): void {
    this.tokens.push(token);
    if (finish === null) return;
    this.options.onAnswer(this.exchange, 200);
    const usage = { prompt: this.request.promptTokens.length, completion: this.tokens.length };
    this.exchange.json(200, this.format.whole(detokenize(this.tokens), finish, usage));
  }

  onError(): void {
    this.options.onAnswer(this.exchange, 500);
    this.exchange.fail(
      new ApiError(
        500,
        'InternalServerError',
        'EngineCore encountered an issue. See stack trace (above) for the root cause.',
      ),
    );
  }
}

/** Writes an event for each token, or for every few. */
class StreamingAnswer implements TokenSink {
  private written = 0;
  private pending: number[] = [];
  private readonly dropAfter: number | null;

  constructor(
    private readonly exchange: Exchange,
    private readonly request: GenerationRequest,
    private readonly format: AnswerFormat,
    private readonly options: GenerationOptions,
  ) {
    this.dropAfter = options.failures.get('drop-after') ?? null;
    options.onAnswer(exchange, 200);
    exchange.response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
    });
    exchange.response.flushHeaders();
  }

  onToken(token: number, finish: FinishReason | null): void {
    const endless = finish !== null && this.options.failures.has('endless');
    this.pending.push(token);
    this.written += 1;
    if (this.dropAfter !== null && this.written > this.dropAfter) return void this.exchange.response.destroy();
    const due = this.written === 1 || this.pending.length >= this.options.streamInterval || finish !== null;
    if (!due) return;
    const opening = this.written === 1 ? (this.format.opening() ?? '') : '';
    const usage = this.request.usageInEachChunk ? this.usage() : null;
    let event = opening + this.format.chunk(detokenize(this.pending), endless ? null : finish, usage);
    this.pending = [];
    if (finish === null) return void this.exchange.response.write(event, 'latin1');
    if (endless) return this.continueForEver(event);
    if (this.request.usageAtEnd || this.options.alwaysUsage) event += this.format.usage(this.usage());
    this.exchange.response.end(event + STREAM_END, 'latin1');
  }

  /** The real program sends an error event and ends; a client sees a stream without its end. */
  onError(): void {
    const error = {
      error: {
        message: 'EngineCore encountered an issue. See stack trace (above) for the root cause.',
        type: 'InternalServerError',
        param: null,
        code: 500,
      },
    };
    this.exchange.response.end(`data: ${JSON.stringify(error)}\n\n${STREAM_END}`);
  }

  private usage(): Usage {
    return { prompt: this.request.promptTokens.length, completion: this.written };
  }

  private continueForEver(event: string): void {
    const { response } = this.exchange;
    response.write(event, 'latin1');
    const timer = setInterval(() => {
      this.written += 1;
      response.write(this.format.chunk(detokenize([wordToken(this.written)]), null, null), 'latin1');
    }, ENDLESS_GAP_MS);
    response.on('close', () => clearInterval(timer));
  }
}

function sendGarbage(exchange: Exchange, options: GenerationOptions): void {
  options.onAnswer(exchange, 200);
  exchange.response.writeHead(200, { 'content-type': 'text/event-stream' });
  exchange.response.end('data: {"choices": [{"text": \u0001\u0002 <html>502</html>\n\ndata: ]]]]\n\n');
}
