import { inFlightOverTime, peakConcurrency } from './peaks';
import { completed, endOf, type RequestOutcome, tpotOf } from './request-outcome';
import { describe } from './statistics';

/** The time with the cap (nearly) full, and what was measured in it. Keys and meaning of vLLM's Rust client. */
export interface SteadyState {
  window: SteadyStateWindow;
  request_throughput: number;
  input_throughput: number;
  output_throughput: number;
  total_token_throughput: number;
  mean_ttft_ms: number;
  median_ttft_ms: number;
  percentiles_ttft_ms: [percent: number, ms: number][];
  mean_tpot_ms: number;
  median_tpot_ms: number;
  p90_tpot_ms: number;
  p99_tpot_ms: number;
}

/** Times in seconds since the first completed request was sent. */
export interface SteadyStateWindow {
  start_s: number;
  end_s: number;
  duration_s: number;
  target_concurrency: number;
  threshold: number;
  /** In flight from here on is steady. */
  threshold_abs: number;
  observed_peak: number;
  requests_started_in_window: number;
  requests_completed_in_window: number;
  requests_total: number;
  /** Said of a window too short to stand for the run. */
  warning: string | null;
}

const threshold = 0.95;

/**
 * What was measured from the first moment at which 95 % of the cap were in flight to the last; null where they never
 * were. TTFT, TPOT and input tokens are of requests sent in the window, the request rate of those that ended in it,
 * output tokens of chunks received in it (a chunk counts as its request's tokens per chunk).
 */
export function measureSteadyState(
  outcomes: readonly RequestOutcome[],
  maxConcurrency: number,
  runDurationS: number,
  percents: readonly number[],
): SteadyState | null {
  const steady = findWindow(outcomes, maxConcurrency, runDurationS);
  if (steady === null) return null;
  const { window, inside } = steady;
  const { duration_s: durationS } = window;
  const started = completed(outcomes).filter(({ startS }) => inside(startS));
  const ttft = describe(
    started.map(({ ttftS }) => ttftS * 1000),
    percents,
  );
  const tpot = describe(
    started.flatMap((outcome) => tpotOf(outcome) ?? []).map((tpotS) => tpotS * 1000),
    [90, 99],
  );
  const inputTokens = started.reduce((tokens, { promptTokens }) => tokens + promptTokens, 0);
  const outputTokens = completed(outcomes).reduce((tokens, outcome) => tokens + tokensInside(outcome, inside), 0);
  return {
    window,
    request_throughput: window.requests_completed_in_window / durationS,
    input_throughput: inputTokens / durationS,
    output_throughput: outputTokens / durationS,
    total_token_throughput: (inputTokens + outputTokens) / durationS,
    mean_ttft_ms: ttft.mean,
    median_ttft_ms: ttft.median,
    percentiles_ttft_ms: ttft.percentiles.map(({ percent, value }) => [percent, value]),
    mean_tpot_ms: tpot.mean,
    median_tpot_ms: tpot.median,
    p90_tpot_ms: tpot.percentiles[0]?.value ?? 0,
    p99_tpot_ms: tpot.percentiles[1]?.value ?? 0,
  };
}

type Inside = (timeS: number) => boolean;

function findWindow(
  outcomes: readonly RequestOutcome[],
  maxConcurrency: number,
  runDurationS: number,
): { window: SteadyStateWindow; inside: Inside } | null {
  const whole = completed(outcomes);
  const enough = Math.max(1, Math.ceil(threshold * maxConcurrency));
  const crossings = inFlightOverTime(outcomes);
  const up = crossings.find(({ inFlight }) => inFlight >= enough);
  const down = crossings.findLast(
    ({ inFlight }, index) => inFlight < enough && (crossings[index - 1]?.inFlight ?? 0) >= enough,
  );
  if (!up || !down || down.atS <= up.atS) return null;
  const firstS = crossings[0]?.atS ?? 0;
  const inside: Inside = (timeS) => timeS >= up.atS && timeS < down.atS;
  const durationS = down.atS - up.atS;
  const window = {
    start_s: up.atS - firstS,
    end_s: down.atS - firstS,
    duration_s: durationS,
    target_concurrency: maxConcurrency,
    threshold,
    threshold_abs: enough,
    observed_peak: peakConcurrency(outcomes),
    requests_started_in_window: whole.filter(({ startS }) => inside(startS)).length,
    requests_completed_in_window: whole.filter((outcome) => inside(endOf(outcome))).length,
    requests_total: whole.length,
    warning: durationS < Math.max(10, 0.1 * runDurationS) ? warnOfShortWindow(durationS, runDurationS) : null,
  };
  return { window, inside };
}

function warnOfShortWindow(durationS: number, runDurationS: number): string {
  const share = ((100 * durationS) / runDurationS).toFixed(1);
  return `steady-state window is ${durationS.toFixed(1)}s (${share}% of run); may not be representative`;
}

/** Output tokens a request received inside, each chunk worth the same share of its tokens. */
function tokensInside({ startS, ttftS, itlS, outputTokens }: RequestOutcome, inside: Inside): number {
  let timeS = startS + ttftS;
  let chunks = inside(timeS) ? 1 : 0;
  for (const gapS of itlS) {
    timeS += gapS;
    if (inside(timeS)) chunks += 1;
  }
  return (chunks * outputTokens) / (itlS.length + 1);
}
