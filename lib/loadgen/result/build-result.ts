import { type ClientLag, isClientLimited } from '../measuring/client-lag';
import { countGood } from '../measuring/goodput';
import { peakChunksPerSecond, peakConcurrency } from '../measuring/peaks';
import { completed, type RequestOutcome, tpotOf } from '../measuring/request-outcome';
import type { SpecDecodeResult } from '../measuring/spec-decode';
import { mean, sum } from '../measuring/statistics';
import { measureSteadyState } from '../measuring/steady-state';
import type { BenchServeOptions } from '../options';
import type { BenchServeResult, FailedRequest } from './bench-serve-result';
import { type LatencyReport, percentName } from './latency-report';

/** Everything a run found out. */
export interface RunFindings {
  modelId: string;
  outcomes: readonly RequestOutcome[];
  /** First arrival to the end of the last answer. */
  durationS: number;
  endedAt: Date;
  latencies: readonly LatencyReport[];
  lag: ClientLag;
  /** The server was Kneepoint's simulator: nothing was measured. */
  isSimulated: boolean;
  specDecode: SpecDecodeResult | null;
}

/**
 * The result JSON of `vllm bench serve`, its keys in its order and ours behind them. A metadata key named like another
 * takes its place or is overwritten, as there. Per-request lists are left out unless they were to be kept.
 */
export function buildResult(options: BenchServeOptions, findings: RunFindings): BenchServeResult {
  return Object.fromEntries([
    ...describeRun(options, findings),
    ...options.metadata,
    ...describeTraffic(options),
    ...countTokens(options, findings),
    ...listRequests(options, findings.outcomes),
    ['max_output_tokens_per_s', peakChunksPerSecond(findings.outcomes)],
    ['max_concurrent_requests', peakConcurrency(findings.outcomes)],
    ['rtfx', 0],
    ...describeSpecDecode(findings.specDecode),
    ...findings.latencies.flatMap(describeLatency),
    ...describeOurs(options, findings),
  ]) as unknown as BenchServeResult;
}

type Entries = (readonly [key: string, value: unknown])[];

const describeRun = (options: BenchServeOptions, { modelId, endedAt }: RunFindings): Entries => [
  ['date', formatDate(endedAt)],
  ['endpoint_type', options.backend],
  ['backend', options.backend],
  ['label', options.label],
  ['model_id', modelId],
  ['tokenizer_id', options.tokenizer ?? modelId],
  ['num_prompts', options.numPrompts],
];

const describeTraffic = ({ requestRate, burstiness, maxConcurrency }: BenchServeOptions): Entries => [
  ['request_rate', requestRate === Infinity ? 'inf' : requestRate],
  ['burstiness', burstiness === Infinity ? 'inf' : burstiness],
  ['max_concurrency', maxConcurrency],
];

function countTokens({ goodput }: BenchServeOptions, { outcomes, durationS }: RunFindings): Entries {
  const whole = completed(outcomes);
  const inputTokens = sum(whole.map(({ promptTokens }) => promptTokens));
  const outputTokens = sum(whole.map((outcome) => outcome.outputTokens));
  return [
    ['duration', durationS],
    ['completed', whole.length],
    ['failed', outcomes.length - whole.length],
    ['total_input_tokens', inputTokens],
    ['total_output_tokens', outputTokens],
    ['request_throughput', whole.length / durationS],
    ['request_goodput', goodput === null ? null : countGood(outcomes, goodput) / durationS],
    ['output_throughput', outputTokens / durationS],
    ['total_token_throughput', (inputTokens + outputTokens) / durationS],
  ];
}

function listRequests({ saveDetailed }: BenchServeOptions, outcomes: readonly RequestOutcome[]): Entries {
  const whole = (value: (outcome: RequestOutcome) => number) =>
    outcomes.map((outcome) => (outcome.failure === null ? value(outcome) : 0));
  const latencies = ['latencies', whole(({ latencyS }) => latencyS)] as const;
  const queueTimes = ['queue_times', outcomes.map(({ queueS }) => queueS)] as const;
  if (!saveDetailed) return [latencies, queueTimes];
  return [
    ['input_lens', outcomes.map(({ promptTokens }) => promptTokens)],
    ['output_lens', whole(({ outputTokens }) => outputTokens)],
    ['ttfts', whole(({ ttftS }) => ttftS)],
    ['itls', outcomes.map(({ failure, itlS }) => (failure === null ? itlS : []))],
    latencies,
    ['start_times', outcomes.map(({ startS }) => startS)],
    queueTimes,
    ['generated_texts', outcomes.map(({ text }) => text)],
    ['errors', outcomes.map(({ failure }) => failure ?? '')],
  ];
}

const describeSpecDecode = (result: SpecDecodeResult | null): Entries =>
  result === null
    ? []
    : [
        ['spec_decode_acceptance_rate', result.acceptanceRate],
        ['spec_decode_acceptance_length', result.acceptanceLength],
        ['spec_decode_num_drafts', result.drafts],
        ['spec_decode_draft_tokens', result.draftTokens],
        ['spec_decode_accepted_tokens', result.acceptedTokens],
        ['spec_decode_per_position_acceptance_rates', result.acceptanceByPosition],
      ];

const describeLatency = ({ name, distribution }: LatencyReport): Entries => [
  [`mean_${name}_ms`, distribution.mean],
  [`median_${name}_ms`, distribution.median],
  [`std_${name}_ms`, distribution.std],
  ...distribution.percentiles.map(({ percent, value }) => [`p${percentName(percent)}_${name}_ms`, value] as const),
];

function describeOurs(options: BenchServeOptions, { outcomes, durationS, lag, isSimulated }: RunFindings): Entries {
  const { maxConcurrency, requestRate, metricPercentiles } = options;
  const isClosedLoop = maxConcurrency !== null && requestRate === Infinity;
  const failed = outcomes.flatMap((outcome, index) => describeFailure(outcome, index) ?? []);
  const meanTpotMs = mean(completed(outcomes).flatMap((outcome) => tpotOf(outcome) ?? [])) * 1000;
  return [
    ['steady_state', isClosedLoop ? measureSteadyState(outcomes, maxConcurrency, durationS, metricPercentiles) : null],
    ...(failed.length > 0 ? [['failed_requests', failed] as const] : []),
    ['load_generator', 'kneepoint'],
    ['output_tokens_counted', countedBy(outcomes)],
    ['client_lag_p99_ms', lag.lagP99Ms],
    ['schedule_delay_p99_ms', lag.scheduleDelayP99Ms],
    ['client_cpu_share', lag.cpuShare],
    ['client_limited', isClientLimited(lag, meanTpotMs)],
    ...(isSimulated ? [['simulated', 'true'] as const] : []),
  ];
}

function describeFailure(outcome: RequestOutcome, index: number): FailedRequest | null {
  if (outcome.failure === null) return null;
  return {
    index,
    error: outcome.failure,
    prompt_len: outcome.promptTokens,
    start_time: outcome.startS,
    latency: outcome.latencyS,
    ttft: outcome.ttftS,
    output_tokens: outcome.outputTokens,
    itl: outcome.itlS,
  };
}

function countedBy(outcomes: readonly RequestOutcome[]): BenchServeResult['output_tokens_counted'] {
  const whole = completed(outcomes);
  const byServer = whole.filter(({ outputTokensCounted }) => outputTokensCounted === 'by-server').length;
  if (byServer === whole.length) return 'by-server';
  return byServer === 0 ? 'by-chunks' : 'by-server-or-chunks';
}

/** Local time as vLLM writes it, YYYYMMDD-HHMMSS. */
export function formatDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
