import { formatNumber } from '@/lib/units/format';
import type { Derived } from './measurement';
import type { Metric } from './metric';

type Speed = keyof Derived['tokensPerSPerUser'];

function speedMetric(from: Speed, key: string, words: { label: string; definition: string; source: string }): Metric {
  return {
    key,
    label: words.label,
    title: `${words.label} = ${words.definition}`,
    unit: 'tok/s/user',
    better: 'higher',
    formula: words.definition,
    source: words.source,
    affectedBy: ['user-speed'],
    kind: 'speed',
    value: (point) => point.derived.tokensPerSPerUser[from],
    format: formatNumber,
  };
}

const label = 'Output tok/s per user';

/** The default: what the middle request gets once its first token is there. */
export const medianTpotSpeed = speedMetric('medianTpot', 'userMedianTpot', {
  label,
  definition: '1000 / median TPOT',
  source: 'InferenceX median interactivity; TPOT as in vLLM bench serve',
});

const meanTpotSpeed = speedMetric('meanTpot', 'userMeanTpot', {
  label,
  definition: '1000 / mean TPOT',
  source: 'llm-d notebook explorer; aiconfigurator',
});

const medianItlSpeed = speedMetric('medianItl', 'userMedianItl', {
  label,
  definition: '1000 / median ITL',
  source: 'Prism falls back to it; only where a chunk holds one token',
});

const e2eSpeed = speedMetric('e2e', 'userE2e', {
  label: 'Output tok/s per user, first token included',
  definition: 'mean OSL / mean E2E',
  source: 'llmperf, aiperf e2e_output_token_throughput (there a mean over requests)',
});

const outputPerConcurrency = speedMetric('outputPerConcurrency', 'userOutputPerConcurrency', {
  label: 'Output tok/s per concurrent request',
  definition: 'output tok/s / concurrency, queueing included',
  source: 'vLLM bench sweep plot_pareto',
});

const p99TpotSpeed = speedMetric('p99Tpot', 'userP99Tpot', {
  label: 'Output tok/s per user, slowest 1 %',
  definition: '1000 / p99 TPOT',
  source: 'InferenceX p99 interactivity',
});

/**
 * User speeds in order of preference. A view that names none chooses among all but the last: the speed of the
 * slowest 1 % is another question, asked by hand.
 */
export const speedMetrics: readonly Metric[] = [
  medianTpotSpeed,
  meanTpotSpeed,
  medianItlSpeed,
  e2eSpeed,
  outputPerConcurrency,
  p99TpotSpeed,
];
export const defaultSpeedMetrics: readonly Metric[] = speedMetrics.filter((metric) => metric !== p99TpotSpeed);
