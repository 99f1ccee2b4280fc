export interface LoadPlan {
  /** When each request is to be sent, seconds from the start, ascending. */
  arrivalsS: Float64Array;
  /** Requests on their way at once; null = no cap. */
  maxConcurrency: number | null;
  /** Sends the request of this index; resolves, never rejects, when it is over. */
  send: (index: number) => Promise<unknown>;
  /** Told how much later than possible each request was sent, ms. */
  observeDelay: (delayMs: number) => void;
}

/** When each request arrived at the cap, ms of `performance.now()`. */
export interface LoadTimes {
  arrivedAtMs: Float64Array;
}

/** Sends in one turn of the event loop before answers are looked at again. */
const sendsPerTurn = 16;
/** Timers count whole milliseconds: the rest of a wait is spent in turns of the event loop. */
const timerMs = 1;
/** Above this rate (requests/ms) those turns would take a good part of a core. */
const fastArrivalsPerMs = 0.2;

/** Sends all requests of a plan; resolves when the last is over. Rejects at once when the signal is given. */
export function runLoad(plan: LoadPlan, signal?: AbortSignal): Promise<LoadTimes> {
  return new Promise((resolve, reject) => {
    const run = new LoadRun(plan, (times) => {
      signal?.removeEventListener('abort', stop);
      resolve(times);
    });
    const stop = () => {
      run.stop();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    else run.start();
  });
}

class LoadRun {
  readonly #plan: LoadPlan;
  readonly #resolve: (times: LoadTimes) => void;
  readonly #arrivedAtMs: Float64Array;
  readonly #isFast: boolean;
  #startMs = 0;
  #arrived = 0;
  #sent = 0;
  #inFlight = 0;
  /** When the place that the next request takes became free, and when the last request was sent. */
  #freedAtMs = 0;
  #sentAtMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #isSending = false;
  #isStopped = false;

  constructor(plan: LoadPlan, resolve: (times: LoadTimes) => void) {
    this.#plan = plan;
    this.#resolve = resolve;
    const { arrivalsS } = plan;
    this.#arrivedAtMs = new Float64Array(arrivalsS.length);
    const lastMs = (arrivalsS.at(-1) ?? 0) * 1000;
    this.#isFast = lastMs > 0 && arrivalsS.length / lastMs > fastArrivalsPerMs;
  }

  start(): void {
    this.#startMs = performance.now();
    if (this.#plan.arrivalsS.length === 0) this.#resolve({ arrivedAtMs: this.#arrivedAtMs });
    else this.#arrive();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  readonly #arrive = () => {
    if (this.#isStopped) return;
    const { arrivalsS } = this.#plan;
    const nowMs = performance.now();
    while (this.#arrived < arrivalsS.length && this.#dueMs(this.#arrived) <= nowMs) {
      this.#arrivedAtMs[this.#arrived++] = nowMs;
    }
    if (this.#arrived < arrivalsS.length) this.#awaitArrival(this.#dueMs(this.#arrived) - nowMs);
    this.#sendWaiting();
  };

  #awaitArrival(waitMs: number): void {
    if (waitMs < timerMs && !this.#isFast) setImmediate(this.#arrive);
    else this.#timer = setTimeout(this.#arrive, Math.max(timerMs, Math.floor(waitMs)));
  }

  readonly #sendWaiting = () => {
    if (this.#isSending) return;
    for (let sent = 0; this.#canSend(); sent++) {
      if (sent === sendsPerTurn) {
        this.#isSending = true;
        setImmediate(() => {
          this.#isSending = false;
          this.#sendWaiting();
        });
        return;
      }
      this.#sendNext();
    }
  };

  #canSend(): boolean {
    return !this.#isStopped && this.#sent < this.#arrived && this.#inFlight < (this.#plan.maxConcurrency ?? Infinity);
  }

  #sendNext(): void {
    const index = this.#sent++;
    const possibleMs = Math.max(this.#dueMs(index), this.#freedAtMs, this.#sentAtMs);
    this.#plan.observeDelay(performance.now() - possibleMs);
    this.#inFlight += 1;
    void this.#plan.send(index).then(() => {
      this.#finish();
    });
    this.#sentAtMs = performance.now();
  }

  #finish(): void {
    const { arrivalsS, maxConcurrency } = this.#plan;
    if (this.#inFlight === maxConcurrency) this.#freedAtMs = performance.now();
    this.#inFlight -= 1;
    if (this.#sent === arrivalsS.length && this.#inFlight === 0) this.#resolve({ arrivedAtMs: this.#arrivedAtMs });
    else this.#sendWaiting();
  }

  #dueMs(index: number): number {
    return this.#startMs + (this.#plan.arrivalsS[index] ?? 0) * 1000;
  }
}
