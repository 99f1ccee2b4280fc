import type { RequestOutcome } from '../measuring/request-outcome';
import type { SteadyState } from '../measuring/steady-state';
import type { BenchServeResult } from './bench-serve-result';
import { type LatencyReport, percentName } from './latency-report';

const width = 50;

/** The block that `vllm bench serve` prints, line by line, and behind it what our generator adds. */
export function printResult(result: BenchServeResult, latencies: readonly LatencyReport[]): string[] {
  return [
    centred(' Serving Benchmark Result ', '='),
    ...printTotals(result),
    ...latencies.flatMap(printLatency),
    ...printSpecDecode(result),
    '='.repeat(width),
    ...printSteadyState(result.steady_state),
    ...printDoubts(result),
  ];
}

/** The first reasons why requests failed, as vLLM's client prints them; nothing where none did. */
export function printFailures(outcomes: readonly RequestOutcome[]): string[] {
  const reasons = outcomes.flatMap(({ failure }) => failure ?? []);
  if (reasons.length === 0) return [];
  const first = reasons.slice(0, 10).map((reason, index) => `Error ${index}: ${reason}`);
  return ['Failed requests during benchmark run detected (capping to 10):', ...first];
}

function printTotals(result: BenchServeResult): string[] {
  const { max_concurrency: cap, request_rate: rate, request_goodput: goodput } = result;
  return [
    count('Successful requests:', result.completed),
    count('Failed requests:', result.failed),
    ...(cap === null ? [] : [count('Maximum request concurrency:', cap)]),
    ...(typeof rate === 'number' ? [figure('Request rate configured (RPS):', rate)] : []),
    figure('Benchmark duration (s):', result.duration),
    count('Total input tokens:', result.total_input_tokens),
    count('Total generated tokens:', result.total_output_tokens),
    figure('Request throughput (req/s):', result.request_throughput),
    ...(goodput === null ? [] : [figure('Request goodput (req/s):', goodput)]),
    figure('Output token throughput (tok/s):', result.output_throughput),
    figure('Peak output token throughput (tok/s):', result.max_output_tokens_per_s),
    figure('Peak concurrent requests:', result.max_concurrent_requests),
    figure('Total token throughput (tok/s):', result.total_token_throughput),
  ];
}

const printLatency = ({ title, heading, distribution }: LatencyReport) => [
  centred(heading, '-'),
  figure(`Mean ${title} (ms):`, distribution.mean),
  figure(`Median ${title} (ms):`, distribution.median),
  ...distribution.percentiles.map(({ percent, value }) => figure(`P${percentName(percent)} ${title} (ms):`, value)),
];

function printSpecDecode(result: BenchServeResult): string[] {
  const rate = result.spec_decode_acceptance_rate;
  if (typeof rate !== 'number') return [];
  const positions = result.spec_decode_per_position_acceptance_rates as readonly number[];
  const rows = positions.map((share, index) => figure(`  Position ${index}:`, share * 100));
  return [
    centred('Speculative Decoding', '-'),
    figure('Acceptance rate (%):', rate),
    figure('Acceptance length:', result.spec_decode_acceptance_length as number),
    count('Drafts:', result.spec_decode_num_drafts as number),
    count('Draft tokens:', result.spec_decode_draft_tokens as number),
    count('Accepted tokens:', result.spec_decode_accepted_tokens as number),
    ...(rows.length > 0 ? ['Per-position acceptance (%):', ...rows] : []),
  ];
}

/** The block of vLLM's Rust client, narrower than the other. */
function printSteadyState(steady: SteadyState | null): string[] {
  if (steady === null) return [];
  const { window } = steady;
  const row = (label: string, text: string) => `${label.padEnd(35)} ${text}`;
  const number = (label: string, value: number) => row(label, value.toFixed(2));
  const share = (100 * window.requests_started_in_window) / Math.max(1, window.requests_total);
  const rule = '-'.repeat(47);
  return [
    ...(window.warning === null ? [] : [`Warning: ${window.warning}`]),
    centred(' Steady-State Metrics ', '=', 47),
    row(
      'Concurrency threshold:',
      `>= ${window.threshold.toFixed(2)} * ${window.target_concurrency} = ${window.threshold_abs}`,
    ),
    row('Window:', `${window.start_s.toFixed(1)}s -> ${window.end_s.toFixed(1)}s  (${window.duration_s.toFixed(1)}s)`),
    row('Observed peak concurrency:', String(window.observed_peak)),
    row(
      'Requests started in window:',
      `${window.requests_started_in_window} / ${window.requests_total} (${share.toFixed(1)}%)`,
    ),
    row('Requests completed in window:', String(window.requests_completed_in_window)),
    rule,
    number('Request throughput (req/s):', steady.request_throughput),
    number('Output token throughput (tok/s):', steady.output_throughput),
    number('Input token throughput (tok/s):', steady.input_throughput),
    number('Total token throughput (tok/s):', steady.total_token_throughput),
    rule,
    number('Mean TTFT (ms):', steady.mean_ttft_ms),
    number('Median TTFT (ms):', steady.median_ttft_ms),
    ...steady.percentiles_ttft_ms.map(([percent, ms]) => number(`P${percentName(percent)} TTFT (ms):`, ms)),
    rule,
    number('Mean TPOT (ms):', steady.mean_tpot_ms),
    number('Median TPOT (ms):', steady.median_tpot_ms),
    number('P90 TPOT (ms):', steady.p90_tpot_ms),
    number('P99 TPOT (ms):', steady.p99_tpot_ms),
    '='.repeat(47),
  ];
}

function printDoubts(result: BenchServeResult): string[] {
  const lines: string[] = [];
  if (result.completed === 0)
    lines.push('WARNING: All requests failed: look at the address, the model and the errors above.');
  if (result.completed > 0 && result.output_tokens_counted !== 'by-server') {
    lines.push(
      'WARNING: the server did not report output tokens of every request: chunks with text are counted instead.',
    );
  }
  if (result.client_limited) {
    const lag = `lag p99 ${result.client_lag_p99_ms.toFixed(2)} ms, schedule delay p99 ${result.schedule_delay_p99_ms.toFixed(2)} ms`;
    lines.push(
      `WARNING: client-limited: the load generator itself was late (${lag}, ${(result.client_cpu_share * 100).toFixed(0)}% of a core): the latencies are not the server's alone.`,
    );
  }
  return lines;
}

const row = (label: string, value: string) => `${label.padEnd(40)} ${value.padEnd(10)}`;
const count = (label: string, value: number) => row(label, String(value));
const figure = (label: string, value: number) => row(label, value.toFixed(2));

/** As Python centres: of an odd rest, the longer part is on the right. */
function centred(text: string, fill: string, total = width): string {
  const rest = Math.max(0, total - text.length);
  const left = Math.floor(rest / 2);
  return fill.repeat(left) + text + fill.repeat(rest - left);
}
