import { formatCount, formatMilliseconds, formatNumber } from '@/lib/units/format';
import { closedLoopLoad } from './load';
import type { LatencyStatistics } from './measurement';
import type { Metric, MetricInput } from './metric';
import { inputTokensPerS, outputTokensPerS, requestsPerS, totalTokensPerS } from './throughput';
import type { Topology } from './topology';

/** How a number came about: with the point's own numbers put in, or that the source states it. */
export interface Computation {
  /** "2,243 output tok/s ÷ 4 GPUs"; null where the source states the value itself. */
  expression: string | null;
}

const stated: Computation = { expression: null };

function rateText(rate: number | null, unit: string): string | null {
  return rate === null ? null : `${formatNumber(rate)} ${unit}`;
}

function perGpu(rate: number | null, unit: string, { derived }: MetricInput): Computation {
  const text = rateText(rate, unit);
  if (text === null || derived.gpus === null) return stated;
  return { expression: `${text} ÷ ${formatCount(derived.gpus)} ${derived.gpus === 1 ? 'GPU' : 'GPUs'}` };
}

function perToken(
  statistics: LatencyStatistics | null,
  statistic: 'median' | 'mean' | 'p99',
  name: string,
): Computation {
  const value = statistics?.[statistic] ?? null;
  return value === null ? stated : { expression: `1000 ÷ ${formatMilliseconds(value)} ${statistic} ${name}` };
}

/** A rate the source leaves out is an amount over the duration. */
function overDuration(statedRate: number | null, amount: number | null, unit: string, point: MetricInput): Computation {
  if (statedRate !== null || amount === null || point.durationS === null) return stated;
  return { expression: `${formatCount(amount)} ${unit} ÷ ${formatNumber(point.durationS)} s` };
}

function inServiceComputation({ counts, derived, durationS, latency, throughput }: MetricInput): Computation {
  if (derived.inService === null) return stated;
  if (!derived.inService.exact) {
    const perTokenMs = latency.tpotMs?.mean ?? latency.tpotMs?.median ?? latency.itlMs?.mean ?? latency.itlMs?.median;
    const rate = outputTokensPerS({ counts, durationS, throughput });
    if (rate === null || perTokenMs == null) return stated;
    return {
      expression: `${formatNumber(rate)} output tok/s × ${formatMilliseconds(perTokenMs)} a token, approximate`,
    };
  }
  const e2el = formatMilliseconds(latency.e2elMs?.mean);
  const ttft = formatMilliseconds(latency.ttftMs?.mean);
  return {
    expression: `${formatCount(counts.completed)} completed × (${e2el} − ${ttft}) ÷ ${formatNumber(durationS)} s`,
  };
}

/**
 * The metric's formula with the point's own numbers put in; `expression` is null where the source states the value
 * (latencies, stated rates) and for metrics this does not know.
 */
export function computationOf(metric: Pick<Metric, 'key'>, point: MetricInput): Computation {
  const { counts, derived, latency, throughput } = point;
  switch (metric.key) {
    case 'outputTokensPerSPerGpu':
      return perGpu(outputTokensPerS(point), 'output tok/s', point);
    case 'totalTokensPerSPerGpu':
      return perGpu(totalTokensPerS(point), 'total tok/s', point);
    case 'inputTokensPerSPerGpu':
      return perGpu(inputTokensPerS(point), 'input tok/s', point);
    case 'requestsPerSPerGpu':
      return perGpu(requestsPerS(point), 'req/s', point);
    case 'outputTokensPerS':
      return overDuration(throughput.outputTokensPerS, counts.outputTokens, 'output tokens', point);
    case 'requestsPerS':
      return overDuration(throughput.requestsPerS, counts.completed, 'completed', point);
    case 'userMedianTpot':
      return perToken(latency.tpotMs, 'median', 'TPOT');
    case 'userMeanTpot':
      return perToken(latency.tpotMs, 'mean', 'TPOT');
    case 'userP99Tpot':
      return perToken(latency.tpotMs, 'p99', 'TPOT');
    case 'userMedianItl':
      return perToken(latency.itlMs, 'median', 'ITL');
    case 'userE2e': {
      const e2el = latency.e2elMs?.mean ?? null;
      if (derived.meanOsl === null || e2el === null) return stated;
      return { expression: `${formatNumber(derived.meanOsl)} tokens mean OSL ÷ ${formatMilliseconds(e2el)} mean E2E` };
    }
    case 'userOutputPerConcurrency': {
      const rate = rateText(outputTokensPerS(point), 'output tok/s');
      const load = closedLoopLoad(point.load);
      return rate === null || load === null ? stated : { expression: `${rate} ÷ ${formatCount(load)} at once` };
    }
    case 'inService':
      return inServiceComputation(point);
    default:
      return stated;
  }
}

/**
 * The GPU count spelled out: "4 = TP4 · PP1 · DP1", "24 = 4 prefill × TP2 + 4 decode × TP4"; null where no topology says
 * how GPUs are used.
 */
export function gpuProduct(topology: Topology | null): string | null {
  if (topology === null) return null;
  const groups = topology.map((group) => {
    const factors = [
      group.replicas > 1 || group.role !== 'aggregate'
        ? `${group.replicas} ${group.role === 'aggregate' ? (group.replicas === 1 ? 'replica' : 'replicas') : group.role}`
        : null,
      `TP${group.tp}`,
      `PP${group.pp}`,
      `DP${group.dp}`,
      group.pcp > 1 ? `PCP${group.pcp}` : null,
    ];
    return factors.filter((factor) => factor !== null).join(' × ');
  });
  const shared = topology.flatMap(({ ep, dcp, attentionDp }) => [
    ...(ep !== null && ep > 1 ? [`EP${ep}`] : []),
    ...(dcp > 1 ? [`DCP${dcp}`] : []),
    ...(attentionDp !== null && attentionDp > 1 ? [`attention DP${attentionDp}`] : []),
  ]);
  const note = shared.length > 0 ? ` (${[...new Set(shared)].join(', ')} on the same GPUs)` : '';
  return groups.join(' + ') + note;
}
