import { createHistogram, performance } from 'node:perf_hooks';
import { ascending, percentileOf } from './statistics';

/** How far the generator itself was behind, over one run. */
export interface ClientLag {
  /** p99 of how late the generator was to notice what had arrived, ms. */
  lagP99Ms: number;
  /** p99 of how much later than planned a request was sent, for no other reason than the generator, ms. */
  scheduleDelayP99Ms: number;
  /** Processor time over elapsed time: 1 = one core all the time. */
  cpuShare: number;
}

const tickMs = 10;
/** Timers count whole milliseconds: up to so much of a measured delay is the clock's and not the generator's. */
const granularityMs = 1;
/** Less rest than this between two turns is only the asking for events. */
const restMs = 0.05;
const nanosecondsPerMs = 1e6;

/**
 * Watches the generator while it runs. Lag is measured twice, and the worse p99 counts: how long the chunks of one turn
 * of the event loop had waited when they were stamped, and how late a timer was. The first sees own work to the
 * microsecond, the second sees a process that does not get the processor.
 */
export class ClientLagMeter {
  /** Time between ticks, each kept: the histogram of `monitorEventLoopDelay` could not be freed of swallowed ticks. */
  readonly #tickIntervalsMs: number[] = [];
  readonly #chunkLag = createHistogram();
  readonly #scheduleDelaysMs: number[] = [];
  #startedAtMs = 0;
  #startCpu = process.cpuUsage();
  #ticker: NodeJS.Timeout | null = null;
  #lastIdleMs = 0;
  #lastFirstMs = 0;

  start(): void {
    this.#startedAtMs = performance.now();
    this.#chunkLag.reset();
    this.#lastFirstMs = this.#startedAtMs;
    this.#startCpu = process.cpuUsage();
    let lastTickMs = this.#startedAtMs;
    this.#ticker = setInterval(() => {
      const nowMs = performance.now();
      this.#tickIntervalsMs.push(nowMs - lastTickMs);
      lastTickMs = nowMs;
    }, tickMs);
    this.#ticker.unref();
  }

  /**
   * The times at which the chunks of one turn were stamped, perhaps none. They were there when the turn began, which was
   * when the first was stamped; where the loop did not rest since the turn before, they may have been there all that time.
   */
  readonly observeTurn = (timesMs: readonly number[]): void => {
    const idleMs = performance.nodeTiming.idleTime;
    const firstMs = timesMs[0] ?? performance.now();
    const sinceMs = idleMs - this.#lastIdleMs > restMs ? firstMs : this.#lastFirstMs;
    for (const timeMs of timesMs) {
      this.#chunkLag.record(Math.max(1, Math.round((timeMs - sinceMs) * nanosecondsPerMs)));
    }
    this.#lastIdleMs = idleMs;
    this.#lastFirstMs = firstMs;
  };

  readonly observeSend = (delayMs: number): void => {
    this.#scheduleDelaysMs.push(Math.max(0, delayMs));
  };

  stop(): ClientLag {
    if (this.#ticker) clearInterval(this.#ticker);
    const elapsedMs = performance.now() - this.#startedAtMs;
    const { user, system } = process.cpuUsage(this.#startCpu);
    const chunkLagMs = this.#chunkLag.count === 0 ? 0 : this.#chunkLag.percentile(99) / nanosecondsPerMs;
    const timerLagMs = Math.max(0, delayAtPercentile(this.#tickIntervalsMs, tickMs, 99) - granularityMs);
    return {
      lagP99Ms: Math.max(chunkLagMs, timerLagMs),
      scheduleDelayP99Ms: percentileOf(ascending(this.#scheduleDelaysMs), 99),
      cpuShare: (user + system) / 1000 / elapsedMs,
    };
  }
}

/**
 * A percentile of how late a tick due every `periodMs` is, out of the intervals between the ticks that came. A long
 * interval swallowed the ticks that were due in it, which would have been late too, each by one period less: without
 * them a process that stands still half the time would look punctual. 0 for no intervals.
 */
export function delayAtPercentile(intervalsMs: ArrayLike<number>, periodMs: number, percent: number): number {
  const delays: number[] = [];
  for (let index = 0; index < intervalsMs.length; index++) {
    let delay = (intervalsMs[index] as number) - periodMs;
    delays.push(Math.max(0, delay));
    while ((delay -= periodMs) > 0) delays.push(delay);
  }
  return percentileOf(ascending(delays), percent);
}

/** The limits of the check `client-limited`: over 5 % of the mean TPOT, or over 5 ms. */
export function isClientLimited(lag: ClientLag, meanTpotMs: number): boolean {
  const worstMs = Math.max(lag.lagP99Ms, lag.scheduleDelayP99Ms);
  return worstMs > 5 || (meanTpotMs > 0 && worstMs > 0.05 * meanTpotMs);
}
