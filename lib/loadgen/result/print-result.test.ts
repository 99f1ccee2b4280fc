import { describe, expect, it } from 'vitest';
import { anOutcome } from '../testing/an-outcome';
import { someFindings, someOptions } from '../testing/findings';
import { buildResult } from './build-result';
import { printFailures, printResult } from './print-result';

function print(
  changes: Parameters<typeof someOptions>[0] = {},
  found: Parameters<typeof someFindings>[1] = {},
): string[] {
  const options = someOptions(changes);
  const findings = someFindings(options, found);
  return printResult(buildResult(options, findings), findings.latencies);
}

describe('printResult', () => {
  it('prints the block of vLLM', () => {
    const block = print({ percentileMetrics: ['ttft'], metricPercentiles: [50, 99.9], goodput: { ttft: 150 } });
    expect(block.slice(0, 20)).toEqual([
      '============ Serving Benchmark Result ============',
      'Successful requests:                     2         ',
      'Failed requests:                         0         ',
      'Maximum request concurrency:             2         ',
      'Benchmark duration (s):                  1.00      ',
      'Total input tokens:                      20        ',
      'Total generated tokens:                  6         ',
      'Request throughput (req/s):              2.00      ',
      'Request goodput (req/s):                 1.00      ',
      'Output token throughput (tok/s):         6.00      ',
      'Peak output token throughput (tok/s):    6.00      ',
      'Peak concurrent requests:                1.00      ',
      'Total token throughput (tok/s):          26.00     ',
      '---------------Time to First Token----------------',
      'Mean TTFT (ms):                          150.00    ',
      'Median TTFT (ms):                        150.00    ',
      'P50 TTFT (ms):                           150.00    ',
      'P99.9 TTFT (ms):                         199.90    ',
      '==================================================',
    ]);
  });

  it('prints speculative decoding', () => {
    const specDecode = {
      acceptanceRate: 51.786,
      acceptanceLength: 2.5535,
      drafts: 20152,
      draftTokens: 60456,
      acceptedTokens: 31308,
      acceptanceByPosition: [0.734],
    };
    expect(print({ percentileMetrics: [] }, { specDecode }).slice(11, 20)).toEqual([
      'Total token throughput (tok/s):          26.00     ',
      '---------------Speculative Decoding---------------',
      'Acceptance rate (%):                     51.79     ',
      'Acceptance length:                       2.55      ',
      'Drafts:                                  20152     ',
      'Draft tokens:                            60456     ',
      'Accepted tokens:                         31308     ',
      'Per-position acceptance (%):',
      '  Position 0:                            73.40     ',
    ]);
  });

  it('prints the steady state as the Rust client does', () => {
    const block = print({ percentileMetrics: [], maxConcurrency: 1 });
    const from = block.findIndex((line) => line.startsWith('Warning: steady-state window'));
    expect(block.slice(from + 1, from + 8)).toEqual([
      '============ Steady-State Metrics =============',
      'Concurrency threshold:              >= 0.95 * 1 = 1',
      'Window:                             0.0s -> 0.7s  (0.7s)',
      'Observed peak concurrency:          1',
      'Requests started in window:         2 / 2 (100.0%)',
      'Requests completed in window:       1',
      '-----------------------------------------------',
    ]);
  });

  it('warns where the generator was the limit, and is silent where it was not', () => {
    const late = print({}, { lag: { lagP99Ms: 12.5, scheduleDelayP99Ms: 0.5, cpuShare: 0.97 } });
    expect(late.at(-1)).toBe(
      "WARNING: client-limited: the load generator itself was late (lag p99 12.50 ms, schedule delay p99 0.50 ms, 97% of a core): the latencies are not the server's alone.",
    );
    expect(print().join()).not.toContain('WARNING');
  });
});

describe('printFailures', () => {
  it('prints the first ten reasons', () => {
    const outcomes = Array.from({ length: 12 }, (_, index) => anOutcome({ failure: `reason ${index}` }));
    const lines = printFailures([anOutcome(), ...outcomes]);
    expect(lines).toHaveLength(11);
    expect(lines.slice(0, 2)).toEqual([
      'Failed requests during benchmark run detected (capping to 10):',
      'Error 0: reason 0',
    ]);
  });

  it('prints nothing where none failed', () => {
    expect(printFailures([anOutcome()])).toEqual([]);
  });
});
