import { z } from 'zod';
import { handEdits } from '@/lib/domain/edits/held-measurement';
import { sweepJoin } from '@/lib/domain/identity';
import {
  type BaseMeasurement,
  emptyMeasurement,
  evidence,
  type LatencyKind,
  type LatencyStatistics,
  latencyKinds,
  latencyStatistics,
  noLatencyStatistics,
  origin,
  provenance,
  type Statistic,
  statistics,
} from '@/lib/domain/measurement';
import {
  count,
  milliseconds,
  requestsPerSecond,
  seconds,
  tokens,
  tokensPerSecond,
  watts,
} from '@/lib/units/quantities';
import { deploymentRow, fromDeploymentRow } from './deployment-row';
import { fromWorkloadRow, workloadRow } from './workload-row';

/** The one place where a measurement meets its columns; both directions stand side by side. */

const latencyColumns = { ttftMs: 'ttft', tpotMs: 'tpot', itlMs: 'itl', e2elMs: 'e2el' } as const satisfies Record<
  LatencyKind,
  string
>;
type LatencyColumn = `${(typeof latencyColumns)[LatencyKind]}_${Statistic}_ms`;
const latencyColumn = (kind: LatencyKind, statistic: Statistic): LatencyColumn =>
  `${latencyColumns[kind]}_${statistic}_ms`;

const latencyShape = Object.fromEntries(
  latencyKinds.flatMap((kind) =>
    statistics.map((statistic) => [latencyColumn(kind, statistic), milliseconds.nullable()]),
  ),
) as Record<LatencyColumn, z.ZodNullable<typeof milliseconds>>;

/** A row of the table `measurement`, as PostgreSQL gives it. */
export const measurementRow = z.object({
  id: z.string(),
  sha256: z.string(),
  sweep_id: z.string(),
  import_id: z.string(),
  artifact_sha256: z.string(),
  file: z.string(),
  format: z.string(),
  format_version: z.string().nullable(),
  record_index: z.number(),
  origin,
  sample: z.boolean(),
  imported_at: z.date(),
  measured_at: z.string().nullable(),
  repeat: z.number().nullable(),
  run_id: z.string().nullable(),
  load_max_concurrency: count.nullable(),
  load_request_rate_per_s: requestsPerSecond.nullable(),
  load_request_rate_is_inf: z.boolean().nullable(),
  load_num_prompts: count.nullable(),
  requests: count.nullable(),
  completed: count.nullable(),
  failed: count.nullable(),
  input_tokens: tokens.nullable(),
  output_tokens: tokens.nullable(),
  duration_s: seconds.nullable(),
  requests_per_s: requestsPerSecond.nullable(),
  output_tokens_per_s: tokensPerSecond.nullable(),
  input_tokens_per_s: tokensPerSecond.nullable(),
  total_tokens_per_s: tokensPerSecond.nullable(),
  goodput_requests_per_s: requestsPerSecond.nullable(),
  peak_output_tokens_per_s: tokensPerSecond.nullable(),
  ...latencyShape,
  mean_watts_per_gpu: watts.nullable(),
  latency_others: z.partialRecord(z.enum(latencyKinds), latencyStatistics.shape.others),
  neutral_flags: deploymentRow.shape.flags,
  /** Facts learnt to be kept after a row was written are absent from it. */
  evidence: evidence.partial(),
  provenance,
  extra: z.record(z.string(), z.json()),
});
export type MeasurementRow = z.infer<typeof measurementRow>;

/** A measurement's row with what it is joined to, and what was said of it afterwards. */
export const joinedMeasurementRow = measurementRow.extend({
  importer_version: z.int().nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  by_hand: handEdits,
  deleted_at: z.date().nullable(),
  revision: z.int(),
  sweep_name: z.string(),
  sweep_joined_by: sweepJoin,
  artifact_size: z.bigint(),
  deployment: deploymentRow,
  workload: workloadRow,
});
export type JoinedMeasurementRow = z.infer<typeof joinedMeasurementRow>;

/** What a row says beyond the measurement itself. */
export type RowContext = Pick<MeasurementRow, 'id' | 'sweep_id' | 'import_id' | 'artifact_sha256' | 'sample'>;

/** A measurement as the row to insert; the database sets `imported_at`. */
export function toMeasurementRow(
  measured: BaseMeasurement,
  neutralFlags: MeasurementRow['neutral_flags'],
  context: RowContext,
): Omit<MeasurementRow, 'imported_at'> {
  const { source, load, counts, throughput } = measured;
  const rate = load.requestRate;
  return {
    ...context,
    sha256: source.sha256,
    file: source.file,
    format: source.format,
    format_version: source.formatVersion,
    record_index: source.index,
    origin: measured.origin,
    measured_at: measured.measuredAt,
    repeat: measured.repeat,
    run_id: measured.runId,
    load_max_concurrency: load.maxConcurrency,
    load_request_rate_per_s: rate === 'inf' ? null : rate,
    load_request_rate_is_inf: rate === null ? null : rate === 'inf',
    load_num_prompts: load.numPrompts,
    requests: counts.requests,
    completed: counts.completed,
    failed: counts.failed,
    input_tokens: counts.inputTokens,
    output_tokens: counts.outputTokens,
    duration_s: measured.durationS,
    requests_per_s: throughput.requestsPerS,
    output_tokens_per_s: throughput.outputTokensPerS,
    input_tokens_per_s: throughput.inputTokensPerS,
    total_tokens_per_s: throughput.totalTokensPerS,
    goodput_requests_per_s: throughput.goodputRequestsPerS,
    peak_output_tokens_per_s: throughput.peakOutputTokensPerS,
    ...toLatencyColumns(measured.latency),
    mean_watts_per_gpu: measured.power.meanWattsPerGpu,
    neutral_flags: neutralFlags,
    evidence: measured.evidence,
    provenance: measured.provenance,
    extra: measured.extra,
  };
}

/** A joined row as the measurement it was. A latency without any number comes back as null. */
export function fromMeasurementRow(row: JoinedMeasurementRow): BaseMeasurement {
  const source = {
    file: row.file,
    format: row.format,
    formatVersion: row.format_version,
    index: row.record_index,
    sha256: row.sha256,
  };
  return {
    source,
    origin: row.origin,
    deployment: fromDeploymentRow(row.deployment, row.neutral_flags),
    workload: fromWorkloadRow(row.workload),
    load: {
      maxConcurrency: row.load_max_concurrency,
      requestRate: row.load_request_rate_is_inf === true ? 'inf' : row.load_request_rate_per_s,
      numPrompts: row.load_num_prompts,
    },
    counts: {
      requests: row.requests,
      completed: row.completed,
      failed: row.failed,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
    },
    durationS: row.duration_s,
    throughput: {
      requestsPerS: row.requests_per_s,
      outputTokensPerS: row.output_tokens_per_s,
      inputTokensPerS: row.input_tokens_per_s,
      totalTokensPerS: row.total_tokens_per_s,
      goodputRequestsPerS: row.goodput_requests_per_s,
      peakOutputTokensPerS: row.peak_output_tokens_per_s,
    },
    latency: {
      ttftMs: fromLatencyColumns(row, 'ttftMs'),
      tpotMs: fromLatencyColumns(row, 'tpotMs'),
      itlMs: fromLatencyColumns(row, 'itlMs'),
      e2elMs: fromLatencyColumns(row, 'e2elMs'),
    },
    power: { meanWattsPerGpu: row.mean_watts_per_gpu },
    evidence: { ...emptyMeasurement(source).evidence, ...row.evidence },
    repeat: row.repeat,
    runId: row.run_id,
    measuredAt: row.measured_at,
    provenance: row.provenance,
    extra: row.extra,
  };
}

type LatencyRow = Pick<MeasurementRow, LatencyColumn | 'latency_others'>;

function toLatencyColumns(latency: BaseMeasurement['latency']): LatencyRow {
  const columns: Partial<LatencyRow> = {};
  const others: LatencyRow['latency_others'] = {};
  for (const kind of latencyKinds) {
    const known = latency[kind] ?? noLatencyStatistics();
    for (const statistic of statistics) columns[latencyColumn(kind, statistic)] = known[statistic];
    if (Object.keys(known.others).length > 0) others[kind] = known.others;
  }
  return { ...(columns as Pick<MeasurementRow, LatencyColumn>), latency_others: others };
}

function fromLatencyColumns(row: LatencyRow, kind: LatencyKind): LatencyStatistics | null {
  const known = noLatencyStatistics();
  for (const statistic of statistics) known[statistic] = row[latencyColumn(kind, statistic)];
  known.others = row.latency_others[kind] ?? {};
  const isKnown = statistics.some((statistic) => known[statistic] !== null) || Object.keys(known.others).length > 0;
  return isKnown ? known : null;
}
