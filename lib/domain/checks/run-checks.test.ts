import { describe, expect, it } from 'vitest';
import { assess } from '../assess';
import { type MeasurementOverrides, aMeasurement, anAssessedMeasurement } from '../testing/a-measurement';
import { anEngine } from '../topology';

const flagsOf = (overrides: MeasurementOverrides) =>
  anAssessedMeasurement(overrides).flags.map(({ code, severity }) => `${code} ${severity}`);
const messageOf = (code: string, overrides: MeasurementOverrides) =>
  anAssessedMeasurement(overrides).flags.find((flag) => flag.code === code)?.message;

/** A closed loop of 64 as it should be: 640 requests in 64 s, 60.8 of 64 decoding. */
const clean: MeasurementOverrides = {
  deployment: {
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    precision: 'bf16',
    hardware: { gpu: 'H100 SXM', gpus: 2 },
    topology: [anEngine({ tp: 2 })],
  },
  workload: { dataset: 'random', isl: 1000, osl: 300, lengthSpread: 0, ignoreEos: true },
  load: { maxConcurrency: 64, requestRate: 'inf', numPrompts: 640 },
  counts: { requests: 640, completed: 640, failed: 0, inputTokens: 640_000, outputTokens: 192_000 },
  durationS: 64,
  throughput: { requestsPerS: 10, outputTokensPerS: 3000, totalTokensPerS: 13_000, peakOutputTokensPerS: 3400 },
  latency: {
    ttftMs: { mean: 300, median: 280 },
    tpotMs: { mean: 20.34, median: 20.3 },
    itlMs: { mean: 20.4, median: 20 },
    e2elMs: { mean: 6381, median: 6380 },
  },
  evidence: { clientLagP99Ms: 0.5, steadyStateShare: 0.9, prefixCacheHitRate: 0.001, zeroLengthOutputs: 0 },
};
/** The clean measurement with whole blocks exchanged. */
const but = (change: MeasurementOverrides): MeasurementOverrides => ({ ...clean, ...change });

describe('assess', () => {
  it('raises nothing on a clean measurement', () => {
    expect(flagsOf(clean)).toEqual([]);
  });

  it('runs no check whose inputs are missing', () => {
    expect(flagsOf({})).toEqual([]);
  });

  it('puts the worst first', () => {
    const flags = anAssessedMeasurement({
      origin: 'simulated',
      counts: { completed: 0, requests: 10 },
      durationS: 3,
    }).flags.map(({ severity }) => severity);
    expect(flags).toEqual(['invalid', 'warning', 'info']);
  });

  it('marks sample data and whatever is no measurement', () => {
    expect(assess(aMeasurement(), { sample: true }).flags.map(({ code }) => code)).toEqual(['sample']);
    expect(flagsOf({ origin: 'predicted' })).toEqual(['predicted info']);
    expect(flagsOf({ origin: 'estimated' })).toEqual(['estimated info']);
  });

  it('names what a person could still fill in', () => {
    expect(anAssessedMeasurement(clean).missing).toEqual(['deployment.engine', 'deployment.engineVersion']);
    expect(anAssessedMeasurement({}).missing).toContain('deployment.hardware.gpu');
  });
});

describe('all-failed, partly-failed, zero-length-output, cancelled', () => {
  it('finds a run without a single answer invalid', () => {
    expect(messageOf('all-failed', { counts: { completed: 0 }, load: { numPrompts: 320 } })).toBe(
      'None of the 320 requests completed.',
    );
    expect(flagsOf({ counts: { completed: 0 } })).toEqual(['all-failed invalid']);
  });

  it.each([
    [1, 'partly-failed info'],
    [50, 'partly-failed info'],
    [51, 'partly-failed warning'],
    [500, 'partly-failed warning'],
    [501, 'partly-failed invalid'],
  ])('weighs %i failures of 1,000', (failed, flag) => {
    expect(flagsOf({ counts: { requests: 1000, completed: 1000 - failed, failed } })).toEqual([flag]);
  });

  it('takes failures from prompts and answers where nobody counts them', () => {
    expect(messageOf('partly-failed', { counts: { completed: 13 }, load: { numPrompts: 320 } })).toBe(
      '307 of 320 requests failed (95.9 %).',
    );
  });

  it('warns of empty answers, and finds more than half of them invalid', () => {
    expect(flagsOf({ counts: { completed: 10 }, evidence: { zeroLengthOutputs: 2 } })).toEqual([
      'zero-length-output warning',
    ]);
    expect(flagsOf({ counts: { completed: 10 }, evidence: { zeroLengthOutputs: 6 } })).toEqual([
      'zero-length-output invalid',
    ]);
    expect(flagsOf({ counts: { completed: 10 }, latency: { ttftMs: { median: 0 } } })).toEqual([
      'zero-length-output warning',
    ]);
  });

  it('finds a cancelled run invalid', () => {
    expect(flagsOf({ evidence: { cancelled: true } })).toEqual(['cancelled invalid']);
    expect(flagsOf({ evidence: { cancelled: false } })).toEqual([]);
  });
});

describe('unit-suspect, tpot-identity, throughput-identity, littles-law, peak-below-mean, chunked-stream', () => {
  it('suspects seconds taken for milliseconds', () => {
    expect(flagsOf({ latency: { ttftMs: { median: 0.02 } } })).toEqual(['unit-suspect invalid']);
    expect(flagsOf({ latency: { ttftMs: { median: 4e7 } } })).toEqual(['unit-suspect invalid']);
    expect(flagsOf({ latency: { ttftMs: { median: 0 } } })).toEqual([]);
    const seconds = but({ latency: { ttftMs: { mean: 300 }, tpotMs: { mean: 20.34 }, e2elMs: { mean: 6.381 } } });
    expect(flagsOf(seconds)).toContain('unit-suspect invalid');
    expect(flagsOf(seconds)).not.toContain('tpot-identity warning');
  });

  it('holds E2E against TTFT and TPOT, strictly only where all answers are equally long', () => {
    const off = { ttftMs: { mean: 300 }, tpotMs: { mean: 17 }, e2elMs: { mean: 6381 } };
    expect(flagsOf(but({ latency: off }))).toEqual(['tpot-identity warning']);
    expect(flagsOf(but({ latency: off, workload: { dataset: 'ShareGPT' } }))).toEqual([]);
    const half = { ...off, tpotMs: { mean: 10 } };
    expect(flagsOf(but({ latency: half, workload: { dataset: 'ShareGPT' } }))).toEqual(['tpot-identity warning']);
  });

  it('holds the stated throughput against tokens and duration', () => {
    expect(flagsOf(but({ throughput: { outputTokensPerS: 3050 } }))).toEqual([]);
    expect(messageOf('throughput-identity', but({ throughput: { outputTokensPerS: 3100 } }))).toBe(
      '3,100 output tok/s are stated, but tokens / duration gives 3,000 (3.2 % apart).',
    );
  });

  it("tells in the details where Little's law is far from the load of a closed loop", () => {
    expect(flagsOf(but({ load: { maxConcurrency: 100, requestRate: 'inf' } }))).toEqual(['littles-law info']);
    expect(flagsOf(but({ load: { maxConcurrency: 100, requestRate: 10 } }))).toEqual([]);
  });

  it('tells of a peak below the mean and of several tokens per chunk', () => {
    expect(flagsOf(but({ throughput: { outputTokensPerS: 3000, peakOutputTokensPerS: 2000 } }))).toEqual([
      'peak-below-mean info',
    ]);
    const chunked = anAssessedMeasurement({ latency: { tpotMs: { mean: 11.6 }, itlMs: { mean: 97, median: 97 } } });
    expect(chunked.flags).toMatchObject([{ code: 'chunked-stream', affects: 'user-speed' }]);
    expect(chunked.derived.tokensPerSPerUser.medianItl).toBeNull();
  });
});

describe('gpu-count-mismatch', () => {
  it('finds GPUs that contradict the topology invalid, for axes per GPU alone', () => {
    const { flags } = anAssessedMeasurement({
      deployment: { hardware: { gpus: 64 }, topology: [anEngine({ tp: 8, ep: 8 })] },
    });
    expect(flags).toMatchObject([
      {
        code: 'gpu-count-mismatch',
        severity: 'invalid',
        affects: 'per-gpu',
        message: '64 GPUs are stated, but TP8 EP8 occupies 8.',
      },
    ]);
  });

  it("holds the source's own figure per GPU against its total", () => {
    const with8 = (perGpu: number) => ({
      deployment: { topology: [anEngine({ tp: 8 })] },
      throughput: { outputTokensPerS: 800 },
      evidence: { statedOutputTokensPerSPerGpu: perGpu },
    });
    expect(flagsOf(with8(100.5))).toEqual([]);
    expect(flagsOf(with8(12.5))).toEqual(['gpu-count-mismatch invalid']);
  });
});

describe('osl-mismatch, warm-cache', () => {
  const achieved = (outputTokens: number, workload: MeasurementOverrides['workload']) =>
    flagsOf({ workload: { osl: 500, ...workload }, counts: { completed: 1, outputTokens } });

  it('weighs answers shorter or longer than asked', () => {
    expect(achieved(460, {})).toEqual([]);
    expect(achieved(400, {})).toEqual(['osl-mismatch warning']);
    expect(achieved(600, {})).toEqual(['osl-mismatch warning']);
    expect(achieved(400, { dataset: 'ShareGPT' })).toEqual(['osl-mismatch info']);
    expect(achieved(400, { dataset: 'ShareGPT', ignoreEos: true })).toEqual(['osl-mismatch warning']);
  });

  it('finds more than twice the tokens asked for counted wrong', () => {
    expect(achieved(2566, {})).toEqual(['osl-mismatch invalid']);
  });

  it('suspects cache hits among random prompts that share nothing', () => {
    const hits = (prefixCacheHitRate: number, workload: MeasurementOverrides['workload']) =>
      flagsOf({ workload, evidence: { prefixCacheHitRate } });
    expect(hits(0.005, { dataset: 'random' })).toEqual([]);
    expect(hits(0.05, { dataset: 'random' })).toEqual(['warm-cache warning']);
    expect(hits(0.5, { dataset: 'random' })).toEqual(['warm-cache invalid']);
    expect(hits(0.5, { dataset: 'random', sharedPrefix: 512 })).toEqual([]);
    expect(hits(0.5, { dataset: 'ShareGPT' })).toEqual([]);
  });
});

describe('queued, load-is-prompts, short-run, ramp-dominated, client-limited', () => {
  const burst: MeasurementOverrides = { load: { requestRate: 'inf', numPrompts: 320 } };

  it('says how many of the load were in service and how long the others waited', () => {
    const message = messageOf('queued', {
      ...burst,
      counts: { completed: 320 },
      durationS: 100,
      latency: { ttftMs: { mean: 4000, median: 4200 }, e2elMs: { mean: 8700 } },
    });
    expect(message).toBe('15 of 320 were in service; median TTFT 4.2 s.');
  });

  it('says about, where the number in service is approximate', () => {
    const message = messageOf('queued', {
      ...burst,
      throughput: { outputTokensPerS: 418.92 },
      latency: { itlMs: { median: 35.84 } },
    });
    expect(message).toBe('About 15 of 320 were in service.');
  });

  it('does not judge queueing at a request rate', () => {
    expect(flagsOf(but({ load: { maxConcurrency: null, requestRate: 10 } }))).toEqual([]);
  });

  it('tells that all prompts were sent at once, and calls that run neither short nor few', () => {
    expect(flagsOf({ ...burst, durationS: 10, counts: { completed: 320 } })).toEqual(['load-is-prompts info']);
  });

  it('warns of short runs and of too few requests per place', () => {
    expect(messageOf('short-run', { durationS: 12 })).toBe('The run lasted only 12.0 s.');
    expect(flagsOf({ durationS: 40, counts: { completed: 100 }, load: { maxConcurrency: 64 } })).toEqual([
      'short-run warning',
    ]);
    expect(flagsOf({ durationS: 40, counts: { completed: 320 }, load: { maxConcurrency: 64 } })).toEqual([]);
  });

  it('warns of a run that never settles', () => {
    expect(flagsOf({ evidence: { steadyStateShare: 0.4 } })).toEqual(['ramp-dominated warning']);
    expect(flagsOf({ evidence: { steadyStateShare: 0.5 } })).toEqual([]);
  });

  it('weighs the lag of the load generator against TPOT', () => {
    const lag = (clientLagP99Ms: number) =>
      flagsOf({ evidence: { clientLagP99Ms }, latency: { tpotMs: { median: 20 } } });
    expect(lag(0.9)).toEqual([]);
    expect(lag(1.1)).toEqual(['client-limited warning']);
    expect(lag(5.1)).toEqual(['client-limited invalid']);
    expect(flagsOf({ evidence: { clientLagP99Ms: 4 } })).toEqual([]);
    expect(flagsOf({ evidence: { clientLagP99Ms: 6 } })).toEqual(['client-limited warning']);
  });
});
