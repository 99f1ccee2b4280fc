import { type BaseMeasurement, latencyKinds, statistics } from '@/lib/domain/measurement';
import { provenanceWords } from './provenance';

/** How far a kind of file is to be believed about a run, the best first. The printed block has two decimals only. */
const ranks: Readonly<Record<string, number>> = {
  'vllm-serve': 0,
  'vllm-throughput': 0,
  'vllm-latency': 0,
  'vllm-pytorch': 2,
  'vllm-sweep-csv': 3,
  'vllm-serve-text': 4,
  'vllm-throughput-text': 4,
  'vllm-latency-text': 4,
};

/** Whether a file is one that a sweep, or a search for a load, writes of all its runs. */
export const isSummary = (file: string): boolean =>
  /(?:^|\/)(?:summary\.(?:json|csv)|SLA--[^/]*\.json|[^/]*_sla_summary\.json)(?:\.gz)?$/i.test(file);

/** Names of the files whose median a record is, as perf-eval writes it of repeated runs; null: it is a run itself. */
export function medianOf({ extra }: BaseMeasurement): string[] | null {
  const { individual_result_files: files } = extra;
  if (!Array.isArray(files) || files.length === 0) return null;
  return files.flatMap((file) => (typeof file === 'string' ? [file.slice(file.lastIndexOf('/') + 1)] : []));
}

/** The smaller, the more a telling of a run is worth. */
export function tellingRank(format: string, file: string): number {
  const rank = ranks[format] ?? 0;
  return rank === 0 && isSummary(file) ? 1 : rank;
}

const rounded = (value: number | null) => (value === null ? '' : value.toFixed(2));

/**
 * Equal for what tells of the same run, in whatever form: counts, and figures to the two decimals that are printed. null
 * where too little is known to tell runs apart, and for formats nobody tells of twice.
 */
export function runKey({ source, counts, durationS, throughput, latency, evidence }: BaseMeasurement): string | null {
  if (!Object.hasOwn(ranks, source.format)) return null;
  if (evidence.offline === 'latency') return `latency ${latency.e2elMs?.mean?.toFixed(0) ?? ''}`;
  if (evidence.offline === 'throughput')
    return `throughput ${rounded(throughput.requestsPerS)} ${rounded(throughput.totalTokensPerS)}`;
  const { completed, inputTokens, outputTokens } = counts;
  if (!completed || outputTokens === null || durationS === null) return null;
  const figures = [durationS, throughput.outputTokensPerS, latency.ttftMs?.mean ?? null].map(rounded);
  return [completed, inputTokens ?? '', outputTokens, ...figures].join(' ');
}

/** Half of the last digit printed, and the noise of floating point. */
const isNear = (a: number, b: number) => Math.abs(a - b) <= 0.0051 + 1e-9 * Math.abs(a);

/**
 * Whether two tellings of a run say the same: one record, or the same figures as far as both have them, to the two
 * decimals that are printed.
 */
export function agree(a: BaseMeasurement, b: BaseMeasurement): boolean {
  if (a.source.sha256 === b.source.sha256) return true;
  if (a.source.format === b.source.format) return false;
  const figures = ({ throughput, latency, provenance }: BaseMeasurement) => [
    // A rate we computed hangs on a duration that may be rounded.
    ...Object.entries(throughput).map(([key, value]) => (provenance[`throughput.${key}`] ? null : value)),
    ...latencyKinds.flatMap((kind) => statistics.map((statistic) => latency[kind]?.[statistic] ?? null)),
  ];
  const others = figures(b);
  return figures(a).every((value, index) => {
    const other = others[index] ?? null;
    return value === null || other === null || isNear(value, other);
  });
}

const workloadFields = ['dataset', 'isl', 'osl', 'sharedPrefix', 'ignoreEos', 'temperature'] as const;

/** Fills what a result leaves open of its workload from another telling of the same run; the same object where nothing is. */
export function fillFromTelling(measurement: BaseMeasurement, telling: BaseMeasurement): BaseMeasurement {
  const fields = workloadFields.filter(
    (field) => measurement.workload[field] === null && telling.workload[field] !== null,
  );
  const isNamed = measurement.deployment.model !== null || telling.deployment.model === null;
  if (fields.length === 0 && isNamed) return measurement;
  const from = `${provenanceWords.clientArguments}, ${telling.source.file}`;
  const paths = [...fields.map((field) => `workload.${field}`), ...(isNamed ? [] : ['deployment.model'])];
  return {
    ...measurement,
    deployment: isNamed ? measurement.deployment : { ...measurement.deployment, model: telling.deployment.model },
    workload: { ...measurement.workload, ...Object.fromEntries(fields.map((key) => [key, telling.workload[key]])) },
    provenance: { ...measurement.provenance, ...Object.fromEntries(paths.map((path) => [path, from])) },
  };
}
