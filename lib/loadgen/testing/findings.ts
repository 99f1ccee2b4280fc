import { type BenchServeOptions, defaultOptions } from '../options';
import type { RunFindings } from '../result/build-result';
import { reportLatencies } from '../result/latency-report';
import { anOutcome } from './an-outcome';

export const someOptions = (changes: Partial<BenchServeOptions> = {}): BenchServeOptions => ({
  ...defaultOptions,
  baseUrl: 'http://127.0.0.1:8000',
  model: 'org/m',
  numPrompts: 2,
  maxConcurrency: 2,
  ...changes,
});

/** What a run of two requests found, one right after the other, in one second. */
export function someFindings(options: BenchServeOptions, changes: Partial<RunFindings> = {}): RunFindings {
  const outcomes = changes.outcomes ?? [
    anOutcome({ text: 'a' }),
    anOutcome({ startS: 0.3, ttftS: 0.2, latencyS: 0.4 }),
  ];
  return {
    modelId: 'org/m',
    outcomes,
    durationS: 1,
    endedAt: new Date(2026, 10, 21, 9, 5, 3),
    latencies: reportLatencies(outcomes, {
      ...options,
      names: options.percentileMetrics,
      percents: options.metricPercentiles,
    }),
    lag: { lagP99Ms: 0.5, scheduleDelayP99Ms: 0.25, cpuShare: 0.1 },
    isSimulated: false,
    specDecode: null,
    ...changes,
  };
}
