import { formatCount, formatMilliseconds, formatNumber } from '@/lib/units/format';
import { type LatencyKind, type Statistic, latencyKinds } from './measurement';
import type { Metric, MetricInput } from './metric';
import { speedMetrics } from './speed-metrics';
import { inputTokensPerS, outputTokensPerS, requestsPerS, totalTokensPerS } from './throughput';

export type { Metric } from './metric';
export { speedMetrics } from './speed-metrics';

function throughputMetric(
  metric: Pick<Metric, 'key' | 'label' | 'unit' | 'formula' | 'value'> & Partial<Metric>,
): Metric {
  return {
    title: metric.label,
    better: 'higher',
    source: 'vLLM bench serve',
    affectedBy: [],
    kind: 'throughput',
    format: formatNumber,
    ...metric,
  };
}

/** A rate of the whole deployment, divided by its GPUs. */
function perGpuMetric(
  metric: Pick<Metric, 'key' | 'label' | 'unit' | 'source'> & {
    of: string;
    total: (point: MetricInput) => number | null;
  },
): Metric {
  const { of, total, ...rest } = metric;
  return throughputMetric({
    ...rest,
    formula: `${of} / GPUs; GPUs = Σ replicas·TP·PP·PCP·DP`,
    affectedBy: ['per-gpu'],
    value: (point) => {
      const rate = total(point);
      const { gpus } = point.derived;
      return rate === null || gpus === null || gpus === 0 ? null : rate / gpus;
    },
  });
}

export const outputPerGpu: Metric = perGpuMetric({
  key: 'outputTokensPerSPerGpu',
  label: 'Output tok/s per GPU',
  unit: 'output tok/s/GPU',
  source: 'llm-d, aiconfigurator, vLLM plot_pareto',
  of: 'output tokens / duration',
  total: outputTokensPerS,
});

const throughputMetrics: Metric[] = [
  outputPerGpu,
  perGpuMetric({
    key: 'totalTokensPerSPerGpu',
    label: 'Total tok/s per GPU',
    unit: 'total tok/s/GPU',
    source: 'InferenceX tput_per_gpu; input and output together',
    of: '(input + output tokens) / duration',
    total: totalTokensPerS,
  }),
  perGpuMetric({
    key: 'inputTokensPerSPerGpu',
    label: 'Input tok/s per GPU',
    unit: 'input tok/s/GPU',
    source: 'vLLM bench serve, total less output',
    of: 'input tokens / duration',
    total: inputTokensPerS,
  }),
  perGpuMetric({
    key: 'requestsPerSPerGpu',
    label: 'Requests/s per GPU',
    unit: 'req/s/GPU',
    source: 'vLLM bench serve',
    of: 'completed / duration',
    total: requestsPerS,
  }),
  throughputMetric({
    key: 'outputTokensPerS',
    label: 'Output tok/s',
    unit: 'output tok/s',
    formula: 'output tokens / duration',
    value: outputTokensPerS,
  }),
  throughputMetric({
    key: 'totalTokensPerS',
    label: 'Total tok/s',
    unit: 'total tok/s',
    formula: '(input + output tokens) / duration',
    value: totalTokensPerS,
  }),
  throughputMetric({
    key: 'requestsPerS',
    label: 'Requests/s',
    unit: 'req/s',
    formula: 'completed / duration',
    value: requestsPerS,
  }),
  throughputMetric({
    key: 'goodputRequestsPerS',
    label: 'Goodput',
    title: 'Goodput = requests/s that met every limit of the run',
    unit: 'req/s',
    formula: 'requests meeting all limits / duration',
    source: 'vLLM bench serve --goodput',
    value: (point) => point.throughput.goodputRequestsPerS,
  }),
];

const latencyNames: Record<LatencyKind, { short: string; title: string; formula: string }> = {
  ttftMs: { short: 'TTFT', title: 'time to first token', formula: 'request sent → first chunk' },
  tpotMs: { short: 'TPOT', title: 'time per output token', formula: '(E2E − TTFT) / (output tokens − 1), per request' },
  itlMs: { short: 'ITL', title: 'gap between chunks', formula: 'gaps between chunks, pooled over all requests' },
  e2elMs: { short: 'E2E', title: 'end-to-end latency', formula: 'request sent → last chunk' },
};
const statisticOrder: Statistic[] = ['median', 'mean', 'p90', 'p95', 'p99', 'std'];

function latencyMetric(kind: LatencyKind, statistic: Statistic): Metric {
  const { short, title, formula } = latencyNames[kind];
  const word = statistic === 'std' ? 'Standard deviation of' : capitalised(statistic);
  return {
    key: `${statistic}${capitalised(kind)}`,
    label: `${word} ${short}`,
    title: `${word} ${short} = ${title}`,
    unit: 'ms',
    better: 'lower',
    formula,
    source: 'vLLM bench serve',
    affectedBy: kind === 'tpotMs' || kind === 'itlMs' ? ['user-speed'] : [],
    kind: 'latency',
    // A latency of 0 is what a run without a single answer reports.
    value: (point) => {
      const value = point.latency[kind]?.[statistic] ?? null;
      return value === 0 && statistic !== 'std' ? null : value;
    },
    format: formatMilliseconds,
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const otherMetrics: Metric[] = [
  {
    key: 'inService',
    label: 'Requests in service',
    title: 'Requests in service = decoding at once',
    unit: 'requests',
    better: 'higher',
    formula: 'completed × (mean E2E − mean TTFT) / duration; without E2E output tok/s × mean TPOT, approximate',
    source: "Little's law",
    affectedBy: [],
    kind: 'load',
    value: (point) => point.derived.inService?.value ?? null,
    format: formatCount,
  },
  {
    key: 'maxConcurrency',
    label: 'Concurrency',
    title: 'Concurrency = cap of requests in flight',
    unit: 'requests',
    better: 'higher',
    formula: 'the cap the load generator was given',
    source: 'vLLM bench serve --max-concurrency',
    affectedBy: [],
    kind: 'load',
    value: (point) => point.load.maxConcurrency,
    format: formatCount,
  },
  {
    key: 'joulesPerOutputToken',
    label: 'Energy per output token',
    title: 'Energy per output token = mean power × GPUs / output tok/s',
    unit: 'J/token',
    better: 'lower',
    formula: 'mean watts per GPU × GPUs / output tok/s',
    source: 'measured power only; never from a rated power',
    affectedBy: ['per-gpu'],
    kind: 'other',
    value: (point) => {
      const { meanWattsPerGpu } = point.power;
      const rate = outputTokensPerS(point);
      const { gpus } = point.derived;
      if (meanWattsPerGpu === null || gpus === null || rate === null || rate <= 0) return null;
      return (meanWattsPerGpu * gpus) / rate;
    },
    format: formatNumber,
  },
];

/** Every metric an axis can show; keys are unique and stay. */
export const metrics: readonly Metric[] = [
  ...throughputMetrics,
  ...speedMetrics,
  ...latencyKinds.flatMap((kind) => statisticOrder.map((statistic) => latencyMetric(kind, statistic))),
  ...otherMetrics,
];

const byKey = new Map(metrics.map((metric) => [metric.key, metric]));

/** The metric of that key, or null for a key nobody knows (an old or edited URL). */
export function findMetric(key: string): Metric | null {
  return byKey.get(key) ?? null;
}
