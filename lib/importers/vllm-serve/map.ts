import { type BaseMeasurement, emptyMeasurement } from '@/lib/domain/measurement';
import {
  toCount,
  toMilliseconds,
  toRatio,
  toRequestsPerSecond,
  toSeconds,
  toTokens,
  toTokensPerSecond,
} from '@/lib/units/quantities';
import type { JsonRecord } from '../importer';
import { provenanceWords } from '../provenance';
import { detectGeneration } from './generation';
import { extraFields } from './extra';
import { isForkLatencyKey, mapLatency } from './latency';
import { type Metadata, withMetadata } from './metadata';
import { withPerRequestLists } from './per-request';
import type { VllmServeRecord } from './schema';
import { measuredAtOf } from './time';

/** Applies `brand` to a value that may be absent: absent stays null, never 0. */
const known = <T>(value: number | null | undefined, brand: (value: number) => T) =>
  value === null || value === undefined ? null : brand(value);

/**
 * A validated record as a measurement: seconds and milliseconds as vLLM writes them, absent fields null. Of a run in
 * which nothing completed the latencies are null, for vLLM writes 0 there.
 */
export function mapRecord(
  record: VllmServeRecord,
  latency: BaseMeasurement['latency'],
  metadata: Metadata,
  from: JsonRecord,
  file: string,
): BaseMeasurement {
  const base = withMetadata(mapSummary(record, latency, from, file), metadata);
  const withHints = withBackendHint(base, record);
  const extra = { ...withHints.extra, ...extraFields(record, metadata.rest, from) };
  const withLists = withPerRequestLists({ ...withHints, extra }, record, from.lists);
  return withoutFalseZeros(withComputedRates(withLists), record);
}

function mapSummary(
  record: VllmServeRecord,
  latency: BaseMeasurement['latency'],
  from: JsonRecord,
  file: string,
): BaseMeasurement {
  const empty = emptyMeasurement({
    file,
    format: 'vllm-serve',
    formatVersion: detectGeneration(record),
    index: from.index,
    sha256: from.sha256,
  });
  const measuredAt = measuredAtOf(record);
  const unlimited = record.max_concurrency === null && 'max_concurrency' in record;
  return {
    ...empty,
    deployment: { ...empty.deployment, model: record.model_id?.trim() || null },
    workload: {
      ...empty.workload,
      burstiness: typeof record.request_rate === 'number' ? (record.burstiness ?? null) : null,
    },
    load: {
      maxConcurrency: known(record.max_concurrency, toCount),
      requestRate: requestRateOf(record, from),
      numPrompts: known(record.num_prompts, toCount),
    },
    counts: {
      requests: known(record.num_prompts, toCount),
      completed: known(record.completed, toCount),
      failed: known(record.failed ?? failedOf(from), toCount),
      inputTokens: known(record.total_input_tokens, toTokens),
      outputTokens: known(record.total_output_tokens, toTokens),
    },
    durationS: known(record.duration, toSeconds),
    throughput: throughputOf(record),
    latency,
    evidence: {
      ...empty.evidence,
      ...speculationOf(record),
      steadyStateShare: steadyStateOf(record),
      clientLagP99Ms: clientLagOf(record),
    },
    measuredAt: measuredAt.value,
    provenance: {
      ...(unlimited && { 'load.maxConcurrency': 'not limited: the record says null' }),
      ...(measuredAt.from && { measuredAt: measuredAt.from }),
    },
  };
}

function requestRateOf(record: VllmServeRecord, from: JsonRecord): BaseMeasurement['load']['requestRate'] {
  if (record.request_rate === 'inf' || from.notNumbers.get('request_rate') === 'Infinity') return 'inf';
  return known(record.request_rate, toRequestsPerSecond);
}

/** The Rust client lists failed requests where there were any. */
function failedOf(from: JsonRecord): number | null {
  const list = from.lists.get('failed_requests');
  return list?.kind === 'count' ? list.length : null;
}

function throughputOf(record: VllmServeRecord): BaseMeasurement['throughput'] {
  return {
    requestsPerS: known(record.request_throughput ?? record.request_inthroughput, toRequestsPerSecond),
    outputTokensPerS: known(record.output_throughput, toTokensPerSecond),
    inputTokensPerS: known(record.input_throughput, toTokensPerSecond),
    totalTokensPerS: known(record.total_token_throughput, toTokensPerSecond),
    goodputRequestsPerS: known(record.request_goodput ?? record['request_goodput:'], toRequestsPerSecond),
    peakOutputTokensPerS: known(record.max_output_tokens_per_s, toTokensPerSecond),
  };
}

function speculationOf(record: VllmServeRecord): Pick<BaseMeasurement['evidence'], 'speculative' | 'acceptanceLength'> {
  const speculative = Object.keys(record).some((key) => key.startsWith('spec_decode_'));
  const length = record.spec_decode_acceptance_length ?? null;
  return { speculative: speculative || null, acceptanceLength: length !== null && length >= 1 ? length : null };
}

/** The Rust client's own steady-state window, as a share of the run. */
function steadyStateOf(record: VllmServeRecord): BaseMeasurement['evidence']['steadyStateShare'] {
  const window = record.steady_state?.window?.duration_s;
  if (typeof window !== 'number' || !record.duration) return null;
  return toRatio(Math.min(1, window / record.duration));
}

/** How late Kneepoint's client was itself, at p99: in reading or in sending, whichever is worse; null of other clients. */
function clientLagOf(record: VllmServeRecord): BaseMeasurement['evidence']['clientLagP99Ms'] {
  const { client_lag_p99_ms: reading, schedule_delay_p99_ms: sending } = record;
  if (typeof reading !== 'number') return null;
  return toMilliseconds(Math.max(reading, sending ?? 0));
}

/** Backends of the old script that name an engine; the OpenAI ones speak to any. */
const engines: ReadonlySet<string> = new Set([
  'sglang',
  'tgi',
  'lmdeploy',
  'deepspeed-mii',
  'tensorrt-llm',
  'scalellm',
  'llama.cpp',
]);

/**
 * The client's backend is how it speaks, not to whom: "vllm" was the default for years and is used against other
 * engines. Only a backend nobody chooses by default names the engine.
 */
function withBackendHint(base: BaseMeasurement, record: VllmServeRecord): BaseMeasurement {
  const backend = (record.backend ?? record.endpoint_type)?.toLowerCase();
  if (base.deployment.engine !== null || backend === undefined || !engines.has(backend)) return base;
  return {
    ...base,
    deployment: { ...base.deployment, engine: backend },
    provenance: { ...base.provenance, 'deployment.engine': provenanceWords.backendField },
  };
}

/** Rates that a generation of the client did not write yet, or no longer writes, by vLLM's own formula: count / duration. */
function withComputedRates(base: BaseMeasurement): BaseMeasurement {
  const { counts, durationS, throughput } = base;
  if (!durationS) return base;
  const sum =
    counts.inputTokens === null || counts.outputTokens === null ? null : counts.inputTokens + counts.outputTokens;
  const computed = {
    requestsPerS: known(counts.completed, (n) => toRequestsPerSecond(n / durationS)),
    outputTokensPerS: known(counts.outputTokens, (n) => toTokensPerSecond(n / durationS)),
    inputTokensPerS: known(counts.inputTokens, (n) => toTokensPerSecond(n / durationS)),
    totalTokensPerS: known(sum, (n) => toTokensPerSecond(n / durationS)),
  };
  const missing = (Object.keys(computed) as (keyof typeof computed)[]).filter(
    (key) => throughput[key] === null && computed[key] !== null,
  );
  return {
    ...base,
    throughput: { ...throughput, ...Object.fromEntries(missing.map((key) => [key, computed[key]])) },
    provenance: {
      ...base.provenance,
      ...Object.fromEntries(missing.map((key) => [`throughput.${key}`, 'computed: count / duration'])),
    },
  };
}

function withoutFalseZeros(base: BaseMeasurement, record: VllmServeRecord): BaseMeasurement {
  if (base.counts.completed === 0) return { ...base, latency: mapLatency(base.latency, () => null) };
  const forkCountsFailures =
    Object.keys(record).some(isForkLatencyKey) && (base.counts.completed ?? 0) < (base.counts.requests ?? 0);
  if (!forkCountsFailures) return base;
  return {
    ...base,
    latency: { ...base.latency, e2elMs: null },
    provenance: { ...base.provenance, 'latency.e2elMs': 'left out: *_latency_ms counts failed requests as 0 ms' },
  };
}
