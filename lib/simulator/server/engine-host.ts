import { Cluster } from '../engine/cluster';
import type { EngineConfig } from '../engine/engine-config';
import { forwardTo, type EngineListener } from '../engine/engine-listener';
import type { FinishReason, SequenceRequest } from '../engine/sequence';
import { wordToken } from '../tokens/vocabulary';

/** Who waits for the tokens of one request. */
export interface TokenSink {
  onToken(token: number, finish: FinishReason | null): void;
  /** The request ended without its last token: the engine died. */
  onError(): void;
}

/** Node's timers end between 0 and about 1 ms late; an event this near is let happen at once. */
const EARLY_S = 0.0004;

/**
 * Runs the engines against the wall clock. All events of a moment are handled in one turn of the event loop, and the next
 * turn is asked for when the next event is due, so an idle server does nothing and a busy one wakes once per step.
 *
 * An event happens at its exact moment of the engine's time and reaches the client within -0.4 ms to +1.5 ms of it while
 * the process is not starved. A late turn delays tokens, never the engine: nothing adds up.
 */
export class EngineHost {
  readonly cluster: Cluster;
  private readonly sinks = new Map<string, TokenSink>();
  private timer: NodeJS.Timeout | null = null;
  private state: 'running' | 'frozen' | 'dead' = 'running';

  constructor(
    config: EngineConfig,
    listener: EngineListener,
    private readonly nowS: () => number,
  ) {
    this.cluster = new Cluster(
      config,
      {
        ...forwardTo(listener),
        onToken: (rank, sequence, token, at, previousAt, finish) => {
          listener.onToken(rank, sequence, token, at, previousAt, finish);
          this.sinks.get(sequence.request.id)?.onToken(token, finish);
        },
        onFinish: (rank, sequence, reason, at) => {
          listener.onFinish(rank, sequence, reason, at);
          const sink = this.sinks.get(sequence.request.id);
          this.sinks.delete(sequence.request.id);
          if (reason === 'error') sink?.onError();
        },
      },
      wordToken,
    );
  }

  get alive(): boolean {
    return this.state !== 'dead';
  }

  /** Requests between their arrival and their end. */
  get openRequests(): number {
    return this.sinks.size;
  }

  submit(request: Omit<SequenceRequest, 'arrivedAt'>, sink: TokenSink): void {
    if (this.state === 'dead') return sink.onError();
    this.sinks.set(request.id, sink);
    if (this.state === 'frozen') return;
    this.cluster.add({ ...request, arrivedAt: this.nowS() });
    this.schedule();
  }

  /** The client has gone; its slot and blocks are free when the running step ends. */
  abort(id: string): void {
    if (!this.sinks.delete(id) || this.state !== 'running') return;
    this.cluster.abort(id, this.nowS());
    this.schedule();
  }

  /** Stops working without a word: tokens stand still, health is fine. */
  freeze(): void {
    if (this.state === 'running') this.state = 'frozen';
    this.clearTimer();
  }

  /** Ends all requests with an error and takes no more. */
  die(): void {
    if (this.state === 'dead') return;
    this.state = 'dead';
    this.clearTimer();
    this.cluster.failAll(this.nowS());
    for (const sink of [...this.sinks.values()]) sink.onError();
    this.sinks.clear();
  }

  private turn = (): void => {
    this.timer = null;
    if (this.state !== 'running') return;
    this.cluster.advance(this.nowS() + EARLY_S);
    this.schedule();
  };

  private schedule(): void {
    if (this.state !== 'running') return;
    const next = this.cluster.nextEventAt();
    this.clearTimer();
    if (next === null) return;
    const delayMs = (next - this.nowS()) * 1000;
    this.timer = setTimeout(this.turn, Math.max(0, Math.round(delayMs - 0.5)));
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
