import type { ChildProcess } from 'node:child_process';
import { describeEnd, endChild } from './child';
import { StartError } from './start-error';

/** A part of Kneepoint that runs in a process of its own. */
export interface Part {
  /** As in "the database process". */
  name: string;
  start: () => ChildProcess;
  /** Settles when the child does its work; rejects when it cannot, or when `signal` says not to wait any longer. */
  untilReady: (child: ChildProcess, signal: AbortSignal) => Promise<void>;
  /** How long it may take to end when asked. */
  graceMs: number;
  /** Tidies up after one that died; what it fails at waits for another time. */
  beforeRestart?: () => Promise<void>;
}

/** A part that is started again when it ends, until it is ended. */
export interface SupervisedPart {
  /** Settles when the part is ready for the first time; rejects when its first start fails. */
  ready: Promise<void>;
  end: () => Promise<void>;
}

const firstDelayMs = 100;
const longestDelayMs = 30_000;
/** Who lived this long did not die of how it was started. */
const healthyMs = 30_000;

/**
 * Starts a part. Once it has been ready, it is started again whenever it ends, after a delay that doubles each time it
 * dies young, and `tell` gets a sentence about it.
 */
export function supervise(part: Part, tell: (sentence: string) => void): SupervisedPart {
  const supervision = new Supervision(part, tell);
  return { ready: supervision.startFirst(), end: () => supervision.end() };
}

class Supervision {
  private child: ChildProcess | null = null;
  private readonly ending = new AbortController();
  private restart: NodeJS.Timeout | null = null;
  private delayMs = firstDelayMs;

  constructor(
    private readonly part: Part,
    private readonly tell: (sentence: string) => void,
  ) {}

  async startFirst(): Promise<void> {
    const child = this.part.start();
    this.child = child;
    try {
      await this.untilReady(child);
    } catch (error) {
      await this.end();
      throw error;
    }
    this.watch(child, Date.now());
  }

  async end(): Promise<void> {
    this.ending.abort();
    if (this.restart !== null) clearTimeout(this.restart);
    if (this.child !== null) await endChild(this.child, this.part.graceMs);
  }

  private async untilReady(child: ChildProcess): Promise<void> {
    const gone = new AbortController();
    const onExit = () => gone.abort(new StartError(`The ${this.part.name} process ended with ${describeEnd(child)}.`));
    child.once('exit', onExit);
    try {
      await this.part.untilReady(child, AbortSignal.any([gone.signal, this.ending.signal]));
    } catch (error) {
      throw gone.signal.aborted ? gone.signal.reason : error;
    } finally {
      child.off('exit', onExit);
    }
  }

  private watch(child: ChildProcess, startedAt: number): void {
    const onExit = () => {
      if (this.ending.signal.aborted) return;
      if (Date.now() - startedAt > healthyMs) this.delayMs = firstDelayMs;
      this.tell(
        `The ${this.part.name} process ended with ${describeEnd(child)}; starting it again in ${this.delayMs / 1000} s.`,
      );
      this.restart = setTimeout(() => void this.startAgain(), this.delayMs);
      this.delayMs = Math.min(this.delayMs * 2, longestDelayMs);
    };
    if (child.exitCode !== null || child.signalCode !== null) onExit();
    else child.once('exit', onExit);
  }

  private isEnding(): boolean {
    return this.ending.signal.aborted;
  }

  private async startAgain(): Promise<void> {
    await this.part.beforeRestart?.().catch((error: unknown) => this.tell(String(error)));
    if (this.isEnding()) return;
    const child = this.part.start();
    this.child = child;
    this.watch(child, Date.now());
    const isReady = await this.untilReady(child).then(
      () => true,
      () => false,
    );
    if (this.ending.signal.aborted) return;
    if (isReady) this.tell(`The ${this.part.name} process is back.`);
    // One that neither ends nor becomes ready is ended, and so started again.
    else await endChild(child, this.part.graceMs);
  }
}
