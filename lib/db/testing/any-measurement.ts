import fc from 'fast-check';
import {
  type BaseMeasurement,
  emptyMeasurement,
  latencyKinds,
  type LatencyStatistics,
  statistics,
} from '@/lib/domain/measurement';
import { anEngine } from '@/lib/domain/topology';
import {
  toCount,
  toMilliseconds,
  toRatio,
  toRequestsPerSecond,
  toSeconds,
  toTokens,
  toTokensPerSecond,
} from '@/lib/units/quantities';

const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const amount = fc.double({ min: 0, max: 1e300, noNaN: true }).map((value) => value + 0);
const whole = orNull(fc.maxSafeNat().map(toCount));
const text = orNull(
  fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((value) => !value.includes('\0')),
);
const rate = orNull(amount.map(toTokensPerSecond));
const lengths = orNull(amount.map(toTokens));
const share = orNull(fc.double({ min: 0, max: 1, noNaN: true }).map((value) => toRatio(value + 0)));
const milliseconds = orNull(amount.map(toMilliseconds));
const truth = orNull(fc.boolean());
const flags = fc.dictionary(
  fc.constantFrom('max-num-seqs', '--port', 'enable_prefix_caching', 'host', 'kv-cache-dtype'),
  fc.oneof(
    fc.string({ unit: 'binary-ascii' }).filter((value) => !value.includes('\0')),
    fc.integer(),
    truth,
  ),
  { noNullPrototype: true },
);

const latency = orNull(
  fc.record<LatencyStatistics>({
    ...(Object.fromEntries(statistics.map((name) => [name, milliseconds])) as Record<
      (typeof statistics)[number],
      typeof milliseconds
    >),
    others: fc.dictionary(fc.constantFrom('min', 'max', 'p50.5', 'p99.9'), amount.map(toMilliseconds), {
      noNullPrototype: true,
    }),
  }),
).map((known) => (known !== null && isEmpty(known) ? null : known));

const isEmpty = ({ others, ...known }: LatencyStatistics) =>
  Object.keys(others).length === 0 && Object.values(known).every((value) => value === null);

/** Any measurement an importer may hand over, with every field known, unknown or extreme. */
export const anyMeasurement: fc.Arbitrary<BaseMeasurement> = fc.record({
  source: fc.record({
    file: fc.string({ minLength: 1, maxLength: 60 }).filter((value) => !value.includes('\0')),
    format: fc.constantFrom<string>('vllm-serve'),
    formatVersion: text,
    index: fc.nat(),
    sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
  }),
  origin: fc.constantFrom('measured', 'simulated', 'estimated', 'predicted'),
  deployment: fc.record({
    model: text,
    precision: text,
    kvCacheDtype: text,
    engine: text,
    engineVersion: text,
    image: text,
    hardware: fc.record({ gpu: text, gpus: whole, gpusPerNode: whole, nodes: whole, interconnect: text }),
    topology: orNull(
      fc.array(
        fc
          .record({ tp: fc.integer({ min: 1, max: 64 }), ep: orNull(fc.integer({ min: 1, max: 64 })) })
          .map((sizes) => anEngine(sizes)),
        { minLength: 1, maxLength: 3 },
      ),
    ),
    flags,
  }),
  workload: fc.record({
    dataset: text,
    isl: lengths,
    osl: lengths,
    lengthSpread: share,
    sharedPrefix: lengths,
    burstiness: orNull(amount),
    ignoreEos: truth,
    temperature: orNull(amount),
  }),
  load: fc.record({
    maxConcurrency: whole,
    requestRate: fc.oneof(fc.constant('inf' as const), orNull(amount.map(toRequestsPerSecond))),
    numPrompts: whole,
  }),
  counts: fc.record({ requests: whole, completed: whole, failed: whole, inputTokens: lengths, outputTokens: lengths }),
  durationS: orNull(amount.map(toSeconds)),
  throughput: fc.record({
    requestsPerS: orNull(amount.map(toRequestsPerSecond)),
    outputTokensPerS: rate,
    inputTokensPerS: rate,
    totalTokensPerS: rate,
    goodputRequestsPerS: orNull(amount.map(toRequestsPerSecond)),
    peakOutputTokensPerS: rate,
  }),
  latency: fc.record({ ttftMs: latency, tpotMs: latency, itlMs: latency, e2elMs: latency }),
  power: fc.record({
    meanWattsPerGpu: orNull(amount.map((value) => value as BaseMeasurement['power']['meanWattsPerGpu'] & number)),
  }),
  evidence: fc.record({
    zeroLengthOutputs: whole,
    steadyStateShare: share,
    clientLagP99Ms: milliseconds,
    prefixCacheHitRate: share,
    acceptanceLength: orNull(fc.double({ min: 1, max: 100, noNaN: true })),
    speculative: truth,
    cancelled: truth,
    offline: fc.constantFrom('throughput', 'latency', null),
    readBackDifferences: orNull(fc.array(fc.constantFrom('TP2 was asked for; the server runs TP1.'), { maxLength: 2 })),
    statedOutputTokensPerSPerGpu: rate,
  }),
  repeat: orNull(fc.maxSafeNat()),
  runId: text,
  measuredAt: orNull(fc.constantFrom('2026-09-20T10:11:12', '2026-09-20T10:11:12.345Z', '2026-09-20T10:11:12+02:00')),
  provenance: fc.dictionary(
    fc.constantFrom('deployment.topology', 'deployment.hardware.gpu'),
    fc.constantFrom('file name', 'folder name'),
    { noNullPrototype: true },
  ),
  extra: fc.dictionary(
    fc.string({ unit: 'binary-ascii' }).filter((value) => !value.includes('\0') && value !== '__proto__'),
    fc.oneof(
      fc.integer(),
      amount,
      fc.string().filter((value) => !value.includes('\0')),
      fc.constant<BaseMeasurement['extra']>({ deep: [1, { er: null }] }),
    ),
    { noNullPrototype: true },
  ),
});

/** Distinct numbers in every measured base quantity, so that two mixed-up columns cannot look right. */
export function aFullMeasurement(sha256: string): BaseMeasurement {
  let last = 0;
  const next = () => ++last;
  const statistic = (): LatencyStatistics => ({
    ...(Object.fromEntries(statistics.map((name) => [name, toMilliseconds(next())])) as Omit<
      LatencyStatistics,
      'others'
    >),
    others: {},
  });
  const empty = emptyMeasurement({ file: 'full.json', format: 'vllm-serve', formatVersion: null, index: 0, sha256 });
  const filled = <T extends object>(nothing: T) =>
    Object.fromEntries(Object.keys(nothing).map((key) => [key, next()])) as unknown as T;
  return {
    ...empty,
    load: { ...filled(empty.load) },
    counts: filled(empty.counts),
    durationS: toSeconds(next()),
    throughput: filled(empty.throughput),
    latency: Object.fromEntries(
      latencyKinds.map((kind) => [kind, statistic()]),
    ) as unknown as BaseMeasurement['latency'],
    power: filled(empty.power),
  };
}
