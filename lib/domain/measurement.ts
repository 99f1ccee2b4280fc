import { z } from 'zod';
import {
  count,
  milliseconds,
  ratio,
  requestsPerSecond,
  seconds,
  tokens,
  tokensPerSecond,
  watts,
} from '@/lib/units/quantities';
import { topology } from './topology';

/** Where a number came from: these four never look alike and never share a frontier. */
export const origin = z.enum(['measured', 'simulated', 'estimated', 'predicted']);

const text = z.string().min(1).max(500);
const flagValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Which file, and which record in it. `sha256` is of the record alone, white space between tokens left out. */
export const source = z.strictObject({
  file: z.string().min(1).max(4096),
  format: text,
  formatVersion: text.nullable(),
  index: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Source = z.infer<typeof source>;

/** The machines. `gpus` is the total somebody stated; the topology's own count is derived, and the two are compared. */
export const hardware = z.strictObject({
  gpu: text.nullable(),
  gpus: count.nullable(),
  gpusPerNode: count.nullable(),
  nodes: count.nullable(),
  interconnect: text.nullable(),
});

/** What is served. Names are kept as the source wrote them; aliases are applied on reading. */
export const deployment = z.strictObject({
  model: text.nullable(),
  precision: text.nullable(),
  kvCacheDtype: text.nullable(),
  engine: text.nullable(),
  engineVersion: text.nullable(),
  image: text.nullable(),
  hardware,
  topology: topology.nullable(),
  flags: z.record(z.string(), flagValue),
});
export type Deployment = z.infer<typeof deployment>;

/** What was asked of it: declared fields only. Lengths merely achieved follow from `counts`. */
export const workload = z.strictObject({
  dataset: text.nullable(),
  /** Requested input and output sequence length, tokens. */
  isl: tokens.nullable(),
  osl: tokens.nullable(),
  /** Half-width of the requested lengths' distribution as a share: 0 is fixed length. */
  lengthSpread: ratio.nullable(),
  /** Tokens every prompt starts with in common. */
  sharedPrefix: tokens.nullable(),
  /** Gamma shape of the arrivals where a request rate is set: 1 is Poisson. */
  burstiness: z.number().nonnegative().nullable(),
  ignoreEos: z.boolean().nullable(),
  temperature: z.number().nonnegative().nullable(),
});
export type Workload = z.infer<typeof workload>;

/**
 * The knob varied along a curve. `requestRate: 'inf'` means all prompts are sent at once, as fast as
 * `maxConcurrency` lets them; null means the source does not say.
 */
export const load = z.strictObject({
  maxConcurrency: count.nullable(),
  requestRate: z.union([requestsPerSecond, z.literal('inf')]).nullable(),
  numPrompts: count.nullable(),
});
export type Load = z.infer<typeof load>;

const counts = z.strictObject({
  requests: count.nullable(),
  completed: count.nullable(),
  failed: count.nullable(),
  inputTokens: tokens.nullable(),
  outputTokens: tokens.nullable(),
});

const throughput = z.strictObject({
  requestsPerS: requestsPerSecond.nullable(),
  outputTokensPerS: tokensPerSecond.nullable(),
  inputTokensPerS: tokensPerSecond.nullable(),
  totalTokensPerS: tokensPerSecond.nullable(),
  goodputRequestsPerS: requestsPerSecond.nullable(),
  peakOutputTokensPerS: tokensPerSecond.nullable(),
});

/** The statistics every latency has a place for; any other percentile goes to `others` under its own name, "p99.9". */
export const statistics = ['mean', 'median', 'std', 'p90', 'p95', 'p99'] as const;
export type Statistic = (typeof statistics)[number];
export const latencyStatistics = z.strictObject({
  mean: milliseconds.nullable(),
  median: milliseconds.nullable(),
  std: milliseconds.nullable(),
  p90: milliseconds.nullable(),
  p95: milliseconds.nullable(),
  p99: milliseconds.nullable(),
  others: z.record(z.string().regex(/^(min|max|p\d{1,2}(\.\d+)?)$/), milliseconds),
});
export type LatencyStatistics = z.infer<typeof latencyStatistics>;

/**
 * TTFT = request sent to first chunk. TPOT = (E2E - TTFT) / (output tokens - 1), per request. ITL = gap between
 * chunks, pooled over all requests. E2EL = sent to last chunk. Definitions as in vLLM's benchmark client.
 */
export const latencyKinds = ['ttftMs', 'tpotMs', 'itlMs', 'e2elMs'] as const;
export type LatencyKind = (typeof latencyKinds)[number];
const latency = z.strictObject({
  ttftMs: latencyStatistics.nullable(),
  tpotMs: latencyStatistics.nullable(),
  itlMs: latencyStatistics.nullable(),
  e2elMs: latencyStatistics.nullable(),
});

const power = z.strictObject({
  /** Mean draw of one GPU over the run. */
  meanWattsPerGpu: watts.nullable(),
});

/** Facts only the raw lists or the tool's own bookkeeping can give; the checks use them. */
export const evidence = z.strictObject({
  /** Requests that count as completed but produced no token. */
  zeroLengthOutputs: count.nullable(),
  /** Share of the run with at least 95 % of the cap in flight. */
  steadyStateShare: ratio.nullable(),
  /** Lag of the load generator itself, p99. */
  clientLagP99Ms: milliseconds.nullable(),
  prefixCacheHitRate: ratio.nullable(),
  /** Speculative decoding: tokens per step, at least 1; `speculative` true with null here = unknown acceptance. */
  acceptanceLength: z.number().min(1).nullable(),
  speculative: z.boolean().nullable(),
  cancelled: z.boolean().nullable(),
  /**
   * Taken without a server: `throughput` is all prompts handed to the engine at once, `latency` one batch run to its end
   * (its E2E is the batch's). null: requests went to a server.
   */
  offline: z.enum(['throughput', 'latency']).nullable(),
  /** Where a job read back what ran: in sentences, how that differs from what was asked for. null: nothing was read. */
  readBackDifferences: z.array(z.string()).nullable(),
  /** Per-GPU figures the source states itself, to hold against ours. */
  statedOutputTokensPerSPerGpu: tokensPerSecond.nullable(),
});

/** How a field came about where it is not plainly in the source record: "file name", "folder name", "set by hand". */
export const provenance = z.record(z.string(), z.string());

/**
 * One execution of one load, as an importer hands it over: base quantities only. Whatever can be computed is computed
 * on reading (`assess`), so that editing a topology changes every number that hangs on it at once.
 * Absent is null, never 0.
 */
export const baseMeasurement = z.strictObject({
  source,
  origin,
  deployment,
  workload,
  load,
  counts,
  durationS: seconds.nullable(),
  throughput,
  latency,
  power,
  evidence,
  repeat: z.int().nonnegative().nullable(),
  /** The tool's own name of the run this belongs to; a sweep is never joined across two of them. */
  runId: text.nullable(),
  measuredAt: z.iso.datetime({ offset: true, local: true }).nullable(),
  provenance,
  /** Everything foreign that has no place above; nothing is thrown away but per-request lists and texts. */
  extra: z.record(z.string(), z.json()),
});
export type BaseMeasurement = z.infer<typeof baseMeasurement>;

export const severities = ['invalid', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** A doubt: a code from the list of checks, how bad it is, one sentence, and the numbers it was drawn from. */
export const flag = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  severity: z.enum(severities),
  message: z.string(),
  /** Which axes it spoils: all of them, or only those that divide by GPUs or speak of one user's speed. */
  affects: z.enum(['all', 'per-gpu', 'user-speed']),
  numbers: z.record(z.string(), z.number().nullable()),
});
export type Flag = z.infer<typeof flag>;

/** What follows from a measurement. Every field is a pure function of the base quantities. */
export const derived = z.strictObject({
  gpus: count.nullable(),
  /** Requests decoding at once; `exact` only from mean E2E and mean TTFT. */
  inService: z.strictObject({ value: z.number().nonnegative(), method: z.string(), exact: z.boolean() }).nullable(),
  meanIsl: tokens.nullable(),
  meanOsl: tokens.nullable(),
  outputTokensPerSPerGpu: tokensPerSecond.nullable(),
  totalTokensPerSPerGpu: tokensPerSecond.nullable(),
  tokensPerSPerUser: z.strictObject({
    medianTpot: tokensPerSecond.nullable(),
    meanTpot: tokensPerSecond.nullable(),
    p99Tpot: tokensPerSecond.nullable(),
    medianItl: tokensPerSecond.nullable(),
    outputPerConcurrency: tokensPerSecond.nullable(),
    e2e: tokensPerSecond.nullable(),
  }),
});
export type Derived = z.infer<typeof derived>;

/** The canonical measurement: what `inspect`, the API and an export show. */
export const measurement = baseMeasurement.extend({
  derived,
  flags: z.array(flag),
  /** Paths a user could still fill in, "deployment.hardware.gpu". */
  missing: z.array(z.string()),
});
export type Measurement = z.infer<typeof measurement>;

/** Statistics with nothing known, to be spread over. */
export function noLatencyStatistics(): LatencyStatistics {
  return { mean: null, median: null, std: null, p90: null, p95: null, p99: null, others: {} };
}

/** A measurement of which only the source is known; an importer fills what its record holds. */
export function emptyMeasurement(from: Source): BaseMeasurement {
  return {
    source: from,
    origin: 'measured',
    deployment: {
      model: null,
      precision: null,
      kvCacheDtype: null,
      engine: null,
      engineVersion: null,
      image: null,
      hardware: { gpu: null, gpus: null, gpusPerNode: null, nodes: null, interconnect: null },
      topology: null,
      flags: {},
    },
    workload: {
      dataset: null,
      isl: null,
      osl: null,
      lengthSpread: null,
      sharedPrefix: null,
      burstiness: null,
      ignoreEos: null,
      temperature: null,
    },
    load: { maxConcurrency: null, requestRate: null, numPrompts: null },
    counts: { requests: null, completed: null, failed: null, inputTokens: null, outputTokens: null },
    durationS: null,
    throughput: {
      requestsPerS: null,
      outputTokensPerS: null,
      inputTokensPerS: null,
      totalTokensPerS: null,
      goodputRequestsPerS: null,
      peakOutputTokensPerS: null,
    },
    latency: { ttftMs: null, tpotMs: null, itlMs: null, e2elMs: null },
    power: { meanWattsPerGpu: null },
    evidence: {
      zeroLengthOutputs: null,
      steadyStateShare: null,
      clientLagP99Ms: null,
      prefixCacheHitRate: null,
      acceptanceLength: null,
      speculative: null,
      cancelled: null,
      offline: null,
      readBackDifferences: null,
      statedOutputTokensPerSPerGpu: null,
    },
    repeat: null,
    runId: null,
    measuredAt: null,
    provenance: {},
    extra: {},
  };
}
