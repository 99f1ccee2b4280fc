import { drawNormal } from './random';
import { EMPTY_BATCH, type Batch, type Scheduler } from './scheduler';
import type { StepCost, StepLoad } from './step-cost';

interface Flight {
  readonly batches: readonly Batch[];
  readonly doneAt: number;
}

/**
 * The stages one or several engines run their steps on, as a discrete-event simulation. It has no clock of its own: it is
 * told how far time has come, and everything that happens up to there happens at its exact moment, so being called late
 * neither stretches a step nor adds up.
 *
 * With P stages up to P micro-batches are under way, each stage working on one of them. Several schedulers on one pipeline
 * step together, the slowest deciding: so do the ranks of a mixture under data parallelism, and one without work computes
 * along.
 */
export class Pipeline {
  readonly schedulers: readonly Scheduler[];
  private readonly cost: StepCost;
  private readonly stageFreeAt: number[];
  private readonly flights: Flight[] = [];
  private readonly random: () => number;
  private readonly noise: number;
  private now = 0;
  private blocked = false;
  private busy = 0;

  constructor(
    schedulers: readonly Scheduler[],
    cost: StepCost,
    options: { stages: number; noise: number; random: () => number },
  ) {
    this.schedulers = schedulers;
    this.cost = cost;
    this.stageFreeAt = Array.from({ length: options.stages }, () => 0);
    this.noise = options.noise;
    this.random = options.random;
  }

  /** Seconds the first stage has worked so far: the source of the utilisation shown. */
  get busySeconds(): number {
    return this.busy;
  }

  /** Something was added or taken out at `at`: bring the pipeline there first, and look again for work. */
  touch(at: number): void {
    this.now = Math.max(this.now, at);
    this.blocked = false;
  }

  /** When the next thing happens; null while there is nothing to do. */
  nextEventAt(): number | null {
    const next = Math.min(this.nextCompletion(), this.nextStart());
    return Number.isFinite(next) ? next : null;
  }

  /** Lets everything happen that is due at `until` or before, in order. */
  advance(until: number): void {
    for (;;) {
      const completion = this.nextCompletion();
      const start = this.nextStart();
      const next = Math.min(completion, start);
      if (next > until) break;
      this.now = Math.max(this.now, next);
      if (completion <= start) this.land();
      else this.start();
    }
  }

  private nextCompletion(): number {
    return this.flights[0]?.doneAt ?? Infinity;
  }

  private nextStart(): number {
    if (this.blocked || this.flights.length >= this.stageFreeAt.length) return Infinity;
    if (!this.schedulers.some((scheduler) => scheduler.hasWork())) return Infinity;
    return Math.max(this.now, this.stageFreeAt[0] ?? 0);
  }

  private start(): void {
    const planned = this.schedulers.map((scheduler) => scheduler.schedule(this.now));
    if (planned.every((batch) => batch === null)) {
      this.blocked = true;
      return;
    }
    const batches = planned.map((batch) => batch ?? EMPTY_BATCH);
    this.flights.push({ batches, doneAt: this.passStages(batches.map((batch) => batch.load)) });
  }

  private land(): void {
    const flight = this.flights.shift();
    this.blocked = false;
    flight?.batches.forEach((batch, index) => this.schedulers[index]?.complete(batch, flight.doneAt));
  }

  private passStages(loads: readonly StepLoad[]): number {
    const groupTokens = loads.reduce((sum, load) => sum + load.prefillTokens + load.decodeSequences, 0);
    const wobble = Math.max(0.5, 1 + this.noise * drawNormal(this.random));
    const stageSeconds = wobble * Math.max(...loads.map((load) => this.cost.stageSeconds(load, groupTokens)));
    const hopSeconds = Math.max(...loads.map((load) => this.cost.hopSeconds(load)));
    let arrival = this.now;
    this.stageFreeAt.forEach((freeAt, stage) => {
      const end = Math.max(arrival, freeAt) + stageSeconds;
      this.stageFreeAt[stage] = end;
      arrival = end + (stage < this.stageFreeAt.length - 1 ? hopSeconds : 0);
    });
    this.busy += stageSeconds;
    return arrival;
  }
}
