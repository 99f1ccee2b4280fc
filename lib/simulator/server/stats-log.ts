import type { Cluster, RankState } from '../engine/cluster';
import type { EngineMetrics, RankTotals } from './engine-metrics';

const INTERVAL_S = 10;

interface Interval {
  readonly state: RankState;
  readonly totals: RankTotals;
  readonly before: RankTotals;
  readonly seconds: number;
}

/**
 * The line the log prints for each rank every ten seconds: rates over the interval, the rest of this moment. Null when
 * nothing has happened in it and nobody is there: an idle server says nothing.
 */
export function formatStatsLine({ state, totals, before, seconds }: Interval): string | null {
  const prompt = (totals.promptTokens - before.promptTokens) / seconds;
  const generated = (totals.generatedTokens - before.generatedTokens) / seconds;
  if (prompt === 0 && generated === 0 && state.running === 0 && state.waiting === 0) return null;
  const preemptions = totals.preemptions - before.preemptions;
  const hitRate = totals.queriedTokens === 0 ? 0 : totals.hitTokens / totals.queriedTokens;
  return [
    `Engine ${String(state.rank).padStart(3, '0')}: Avg prompt throughput: ${prompt.toFixed(1)} tokens/s`,
    `Avg generation throughput: ${generated.toFixed(1)} tokens/s`,
    `Running: ${state.running} reqs`,
    `Waiting: ${state.waiting} reqs`,
    ...(preemptions > 0 ? [`Preemptions: ${preemptions}`] : []),
    `GPU KV cache usage: ${(state.cacheUsage * 100).toFixed(1)}%`,
    `Prefix cache hit rate: ${(hitRate * 100).toFixed(1)}%`,
  ].join(', ');
}

/** Says the lines every ten seconds until it is stopped. */
export class StatsLogger {
  private readonly timer: NodeJS.Timeout;
  private before: RankTotals[];

  constructor(cluster: Cluster, metrics: EngineMetrics, say: (line: string) => void) {
    const copy = () => metrics.totals.map((totals) => ({ ...totals }));
    this.before = copy();
    this.timer = setInterval(() => {
      for (const state of cluster.state()) {
        const totals = metrics.totals[state.rank];
        const before = this.before[state.rank];
        const line = totals && before ? formatStatsLine({ state, totals, before, seconds: INTERVAL_S }) : null;
        if (line !== null) say(line);
      }
      this.before = copy();
    }, INTERVAL_S * 1000).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }
}
