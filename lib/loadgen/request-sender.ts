import type { ChunkInbox } from './http/chunk-inbox';
import { StreamExchange, type StreamRecord, type StreamRequest } from './http/stream-exchange';
import type { HttpTarget } from './http/target';
import type { BenchServeOptions } from './options';
import type { Sample } from './prompts/sample';
import { buildRequestBody } from './request-body';

const smallestByteLimit = 2 ** 20;
/** More than any server sends for one token, log probabilities included. */
const bytesPerToken = 8192;

/** Sends the requests of a run and keeps what each saw. Bodies are built beforehand: nothing is left to do but send. */
export class RequestSender {
  readonly #options: BenchServeOptions;
  readonly #target: HttpTarget;
  readonly #inbox: ChunkInbox;
  readonly #requests: readonly Omit<StreamRequest, 'headers'>[];
  readonly #records: StreamRecord[];
  readonly #underWay = new Set<StreamExchange>();
  #aborted: string | null = null;
  #finished = 0;
  #failed = 0;

  constructor(
    options: BenchServeOptions,
    target: HttpTarget,
    inbox: ChunkInbox,
    model: string,
    samples: readonly Sample[],
  ) {
    this.#options = options;
    this.#target = target;
    this.#inbox = inbox;
    this.#records = new Array<StreamRecord>(samples.length);
    this.#requests = samples.map((sample) => ({
      path: options.endpoint,
      body: buildRequestBody(options, model, sample),
      deadlineMs: Math.min(options.requestTimeoutSec * 1000, 2 ** 31 - 1),
      maxBytes: options.maxResponseBytes ?? smallestByteLimit + bytesPerToken * sample.outputTokens,
      keepText: options.saveDetailed,
    }));
  }

  /** Sends the request of this index as part of the run; resolves when it is over, however it went. */
  async send(index: number): Promise<void> {
    const record = await this.#exchange(index, `${this.#options.requestIdPrefix}${index}`);
    this.#records[index] = record;
    this.#finished += 1;
    if (record.failure !== null) this.#failed += 1;
    this.#options.onProgress?.({ finished: this.#finished, failed: this.#failed, total: this.#requests.length });
  }

  /** Sends the first request outside the run and resolves with why it failed; null = it did not. */
  async rehearse(): Promise<string | null> {
    return (await this.#exchange(0, `${this.#options.requestIdPrefix}rehearsal`)).failure;
  }

  /** What the request of this index saw; it must be over. */
  recordOf(index: number): StreamRecord {
    const record = this.#records[index];
    if (!record) throw new Error(`request ${index} is not over`);
    return record;
  }

  /** Ends what is under way and all that would follow. */
  abort(reason: string): void {
    this.#aborted = reason;
    for (const exchange of this.#underWay) exchange.fail(reason);
  }

  async #exchange(index: number, requestId: string): Promise<StreamRecord> {
    const request = this.#requests[index];
    if (!request) throw new Error(`there is no request ${index}`);
    const headers = { 'content-type': 'application/json', 'x-request-id': requestId };
    const exchange = new StreamExchange(this.#target, this.#inbox, { ...request, headers });
    if (this.#aborted !== null) exchange.fail(this.#aborted);
    this.#underWay.add(exchange);
    const record = await exchange.finished;
    this.#underWay.delete(exchange);
    return record;
  }
}
