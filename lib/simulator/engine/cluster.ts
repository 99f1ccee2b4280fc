import type { EngineConfig } from './engine-config';
import { forwardTo, type EngineListener } from './engine-listener';
import { planMemory } from './memory-plan';
import { Pipeline } from './pipeline';
import { createRandom, mix } from './random';
import { Scheduler } from './scheduler';
import { Sequence, type SequenceRequest } from './sequence';
import { StepCost } from './step-cost';

/** The state of one rank at a moment, for gauges. */
export interface RankState {
  readonly rank: number;
  readonly running: number;
  readonly waiting: number;
  readonly cacheUsage: number;
  /** Seconds its first stage has worked since the start. */
  readonly busySeconds: number;
}

/** All engines of one deployment behind one door: chooses a rank for each request, and runs them on one timeline. */
export class Cluster {
  readonly schedulers: readonly Scheduler[];
  private readonly pipelines: readonly Pipeline[];
  private readonly pipelineOf: ReadonlyMap<Scheduler, Pipeline>;
  private readonly rankOf = new Map<string, Scheduler>();
  private nextRank = 0;

  constructor(config: EngineConfig, listener: EngineListener, vocabulary: (draw: number) => number) {
    const { numBlocks } = planMemory(config);
    const cost = new StepCost(config);
    const forgetful: EngineListener = {
      ...forwardTo(listener),
      onFinish: (rank, sequence, reason, at) => {
        this.rankOf.delete(sequence.request.id);
        listener.onFinish(rank, sequence, reason, at);
      },
    };
    this.schedulers = Array.from(
      { length: config.layout.dp },
      (_, rank) => new Scheduler(rank, config, numBlocks, forgetful, vocabulary),
    );
    const groups = config.model.experts ? [this.schedulers] : this.schedulers.map((scheduler) => [scheduler]);
    this.pipelines = groups.map(
      (group, index) =>
        new Pipeline(group, cost, {
          stages: config.layout.pp,
          noise: config.noise,
          random: createRandom(mix(config.seed, index)),
        }),
    );
    this.pipelineOf = new Map(this.pipelines.flatMap((pipeline) => pipeline.schedulers.map((one) => [one, pipeline])));
  }

  /** Hands a request to the rank with the least to do, taking turns between equals. Time comes up to its arrival first. */
  add(request: SequenceRequest): void {
    this.advance(request.arrivedAt);
    const scheduler = this.chooseRank();
    this.rankOf.set(request.id, scheduler);
    scheduler.add(new Sequence(request));
    this.pipelineOf.get(scheduler)?.touch(request.arrivedAt);
  }

  /** The client has gone. An id that is not here any more is left alone. */
  abort(id: string, at: number): void {
    this.advance(at);
    const scheduler = this.rankOf.get(id);
    if (!scheduler) return;
    scheduler.abort(id, at);
    this.pipelineOf.get(scheduler)?.touch(at);
  }

  /** Lets everything happen that is due at `until`. */
  advance(until: number): void {
    for (const pipeline of this.pipelines) pipeline.advance(until);
  }

  /** When the next thing happens on any rank; null while all are idle. */
  nextEventAt(): number | null {
    let next: number | null = null;
    for (const pipeline of this.pipelines) {
      const at = pipeline.nextEventAt();
      if (at !== null && (next === null || at < next)) next = at;
    }
    return next;
  }

  /** Ends all requests with an error. */
  failAll(at: number): void {
    for (const scheduler of this.schedulers) scheduler.failAll(at);
  }

  /** Forgets all prefixes; false when a rank is busy and keeps its own. */
  resetPrefixCache(): boolean {
    return this.schedulers.map((scheduler) => scheduler.cache.pool.forgetContents()).every((done) => done);
  }

  state(): RankState[] {
    return this.schedulers.map((scheduler) => ({
      rank: scheduler.rank,
      running: scheduler.running.length,
      waiting: scheduler.waiting.length,
      cacheUsage: scheduler.cache.usage,
      busySeconds: this.pipelineOf.get(scheduler)?.busySeconds ?? 0,
    }));
  }

  private chooseRank(): Scheduler {
    const ranks = this.schedulers.length;
    let best: Scheduler | undefined;
    for (let turn = 0; turn < ranks; turn += 1) {
      const candidate = this.schedulers[(this.nextRank + turn) % ranks];
      if (candidate && (!best || loadOf(candidate) < loadOf(best))) best = candidate;
    }
    if (!best) throw new Error('A deployment has at least one rank.');
    this.nextRank = (best.rank + 1) % ranks;
    return best;
  }
}

function loadOf(scheduler: Scheduler): number {
  return scheduler.waiting.length + scheduler.running.length;
}
