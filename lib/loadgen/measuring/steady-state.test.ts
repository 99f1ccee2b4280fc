import { describe, expect, it } from 'vitest';
import { anOutcome } from '../testing/an-outcome';
import { measureSteadyState } from './steady-state';

/** Two users, each with one request after the other, of 10 s; the second starts 1 s later. */
const twoUsers = [0, 1, 10, 11, 20, 21].map((startS) =>
  anOutcome({
    startS: 100 + startS,
    ttftS: 1,
    latencyS: 10,
    itlS: Array.from({ length: 9 }, () => 1),
    outputTokens: 10,
  }),
);

describe('measureSteadyState', () => {
  it('measures from the cap first reached to the cap last left', () => {
    const steady = measureSteadyState(twoUsers, 2, 31, [50]);
    expect(steady?.window).toEqual({
      start_s: 1,
      end_s: 30,
      duration_s: 29,
      target_concurrency: 2,
      threshold: 0.95,
      threshold_abs: 2,
      observed_peak: 2,
      requests_started_in_window: 5,
      requests_completed_in_window: 4,
      requests_total: 6,
      warning: null,
    });
  });

  it('counts chunks inside, input of those started inside, requests ended inside', () => {
    const steady = measureSteadyState(twoUsers, 2, 31, [50]);
    // User one: chunks at 1..10, 11..20, 21..30, of which 30 is outside; user two: 2..11, 12..21, 22..31 less 30, 31.
    expect(steady?.output_throughput).toBeCloseTo((29 + 28) / 29, 9);
    expect(steady?.input_throughput).toBeCloseTo(50 / 29, 9);
    expect(steady?.request_throughput).toBeCloseTo(4 / 29, 9);
    expect(steady?.percentiles_ttft_ms).toEqual([[50, 1000]]);
    expect(steady?.mean_tpot_ms).toBeCloseTo(1000, 9);
  });

  it('counts a chunk of several tokens as several', () => {
    const outcomes = twoUsers.map((outcome) => ({ ...outcome, outputTokens: 30 }));
    expect(measureSteadyState(outcomes, 2, 31, [])?.output_throughput).toBeCloseTo((3 * (29 + 28)) / 29, 9);
  });

  it('warns of a window shorter than 10 s or a tenth of the run', () => {
    const short = measureSteadyState([anOutcome({ latencyS: 5 })], 1, 100, []);
    expect(short?.window.warning).toBe('steady-state window is 5.0s (5.0% of run); may not be representative');
  });

  it('is null where the cap was never reached', () => {
    expect(measureSteadyState(twoUsers, 8, 31, [])).toBeNull();
    expect(measureSteadyState([], 1, 1, [])).toBeNull();
    expect(measureSteadyState([anOutcome({ failure: 'reset' })], 1, 1, [])).toBeNull();
  });
});
