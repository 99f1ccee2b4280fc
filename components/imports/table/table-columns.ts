import { type BaseMeasurement, type LatencyKind, noLatencyStatistics } from '@/lib/domain/measurement';
import { anEngine } from '@/lib/domain/topology';
import {
  toCount,
  toMilliseconds,
  toRequestsPerSecond,
  toSeconds,
  toTokens,
  toTokensPerSecond,
} from '@/lib/units/quantities';

/** What a column of a pasted table can hold. */
export interface TableColumn {
  key: string;
  label: string;
  group: 'Deployment' | 'Workload and load' | 'Throughput' | 'Latency';
  /** Heads it goes by, in small letters and without units and signs: "median tpot". */
  names: RegExp;
  kind: 'text' | 'number';
  /** Writes a cell's value; a number is above 0, or 0. */
  set: (base: BaseMeasurement, value: never) => BaseMeasurement;
}

type TextField = 'model' | 'precision' | 'engine' | 'engineVersion';

const text = (key: string, label: string, names: RegExp, field: TextField): TableColumn => ({
  key,
  label,
  names,
  group: 'Deployment',
  kind: 'text',
  set: (base, value: string) => ({ ...base, deployment: { ...base.deployment, [field]: value } }),
});

const hardware = (key: 'gpu' | 'gpus' | 'nodes', label: string, names: RegExp): TableColumn => ({
  key,
  label,
  names,
  group: 'Deployment',
  kind: key === 'gpu' ? 'text' : 'number',
  set: (base, value: string | number) => ({
    ...base,
    deployment: {
      ...base.deployment,
      hardware: { ...base.deployment.hardware, [key]: typeof value === 'number' ? toCount(value) : value },
    },
  }),
});

/** One engine, of the sizes given so far. */
const size = (key: 'tp' | 'pp' | 'dp' | 'replicas', label: string, names: RegExp): TableColumn => ({
  key,
  label,
  names,
  group: 'Deployment',
  kind: 'number',
  set: (base, value: number) => ({
    ...base,
    deployment: { ...base.deployment, topology: [anEngine({ ...base.deployment.topology?.[0], [key]: value })] },
  }),
});

const throughput = (
  key: 'outputTokensPerS' | 'totalTokensPerS' | 'inputTokensPerS' | 'requestsPerS',
  label: string,
  names: RegExp,
): TableColumn => ({
  key,
  label,
  names,
  group: 'Throughput',
  kind: 'number',
  set: (base, value: number) => ({
    ...base,
    throughput: {
      ...base.throughput,
      [key]: key === 'requestsPerS' ? toRequestsPerSecond(value) : toTokensPerSecond(value),
    },
  }),
});

const latency = (kind: LatencyKind, name: string, statistic: 'mean' | 'median' | 'p99'): TableColumn => {
  const short = name.toLowerCase();
  const words = { mean: '(mean|avg|average)', median: '(median|p50)', p99: 'p99' }[statistic];
  const bare = statistic === 'median' ? `|${short}` : '';
  return {
    key: `${statistic}${name}`,
    label: `${statistic === 'p99' ? 'P99' : statistic[0]!.toUpperCase() + statistic.slice(1)} ${name} (ms)`,
    names: new RegExp(`^(${words} ${short}|${short} ${words}${bare})$`),
    group: 'Latency',
    kind: 'number',
    set: (base, value: number) => ({
      ...base,
      latency: {
        ...base.latency,
        [kind]: { ...(base.latency[kind] ?? noLatencyStatistics()), [statistic]: toMilliseconds(value) },
      },
    }),
  };
};

const latencies = (kind: LatencyKind, name: string) =>
  (['median', 'mean', 'p99'] as const).map((statistic) => latency(kind, name, statistic));

const load = (key: 'maxConcurrency' | 'numPrompts', label: string, names: RegExp): TableColumn => ({
  key,
  label,
  names,
  group: 'Workload and load',
  kind: 'number',
  set: (base, value: number) => ({ ...base, load: { ...base.load, [key]: toCount(value) } }),
});

const length = (key: 'isl' | 'osl', label: string, names: RegExp): TableColumn => ({
  key,
  label,
  names,
  group: 'Workload and load',
  kind: 'number',
  set: (base, value: number) => ({ ...base, workload: { ...base.workload, [key]: toTokens(value) } }),
});

/** Everything a column can be taken for. */
export const tableColumns: readonly TableColumn[] = [
  text('model', 'Model', /^(model|model (id|name))$/, 'model'),
  hardware('gpu', 'GPU', /^(gpu|gpu (type|name|model)|hardware|accelerator)$/),
  hardware('gpus', 'GPUs in all', /^(gpus( in all)?|(num|number of|total|n) gpus|gpu count)$/),
  hardware('nodes', 'Nodes', /^((num |number of )?nodes)$/),
  size('tp', 'TP', /^(tp|tp size|tensor parallel( size)?)$/),
  size('pp', 'PP', /^(pp|pp size|pipeline parallel( size)?)$/),
  size('dp', 'DP', /^(dp|dp size|data parallel( size)?)$/),
  size('replicas', 'Replicas', /^(replicas|instances)$/),
  text('precision', 'Precision', /^(precision|dtype|quantization)$/, 'precision'),
  text('engine', 'Engine', /^(engine|backend)$/, 'engine'),
  text('engineVersion', 'Engine version', /^((engine|vllm) version|version)$/, 'engineVersion'),
  {
    key: 'dataset',
    label: 'Data set',
    names: /^(dataset|data set|dataset name)$/,
    group: 'Workload and load',
    kind: 'text',
    set: (base, value: string) => ({ ...base, workload: { ...base.workload, dataset: value } }),
  },
  length('isl', 'Input tokens', /^(isl|input (tokens|len|length)|random input len)$/),
  length('osl', 'Output tokens', /^(osl|output (tokens|len|length)|random output len)$/),
  load(
    'maxConcurrency',
    'Concurrency',
    /^((max )?(request )?concurrency|conc|batch( size)?|users|max concurrent requests)$/,
  ),
  {
    key: 'requestRate',
    label: 'Request rate (req/s)',
    names: /^(request rate|rate|qps)$/,
    group: 'Workload and load',
    kind: 'number',
    set: (base, value: number) => ({ ...base, load: { ...base.load, requestRate: toRequestsPerSecond(value) } }),
  },
  load('numPrompts', 'Prompts', /^((num |number of )?prompts)$/),
  {
    key: 'durationS',
    label: 'Duration (s)',
    names: /^((benchmark )?duration)$/,
    group: 'Throughput',
    kind: 'number',
    set: (base, value: number) => ({ ...base, durationS: toSeconds(value) }),
  },
  throughput(
    'outputTokensPerS',
    'Output tok/s',
    /^(output( token)? throughput|output( tokens?)?( per)? s|output tps|output tok)$/,
  ),
  throughput(
    'totalTokensPerS',
    'Total tok/s',
    /^(total( token)? throughput|total( tokens?)?( per)? s|total tps|total tok)$/,
  ),
  throughput('inputTokensPerS', 'Input tok/s', /^(input( token)? throughput|input tps|input tok)$/),
  throughput('requestsPerS', 'Requests/s', /^(request throughput|requests?( per)? s|requests?|req|rps)$/),
  {
    key: 'outputTokensPerSPerGpu',
    label: 'Output tok/s per GPU',
    names: /^(((output )?(throughput|tok|tokens|tps) per gpu))$/,
    group: 'Throughput',
    kind: 'number',
    set: (base, value: number) => ({
      ...base,
      evidence: { ...base.evidence, statedOutputTokensPerSPerGpu: toTokensPerSecond(value) },
    }),
  },
  ...latencies('tpotMs', 'TPOT'),
  ...latencies('ttftMs', 'TTFT'),
  ...latencies('itlMs', 'ITL'),
  ...latencies('e2elMs', 'E2EL'),
];

/** A head in the words columns go by: "Output tok/s/GPU" is "output tok per gpu", "median_tpot_ms" is "median tpot". */
function plainHead(head: string): string {
  return head
    .toLowerCase()
    .replace(/[([](ms|s|sec|seconds|tok\/s|tokens\/s|req\/s)[)\]]/g, ' ')
    .replace(/(tok|tokens|req|requests)\s*\/\s*s(ec)?\b/g, '$1')
    .replace(/\/\s*gpu\b/g, ' per gpu')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/ (ms|s|sec|seconds)$/, '')
    .trim();
}

/** What each head stands for, by its name: a column's key, or null where nobody knows. No column is taken twice. */
export function recogniseHeads(heads: readonly string[]): (string | null)[] {
  const taken = new Set<string>();
  return heads.map((head) => {
    const name = plainHead(head);
    const found = tableColumns.find(({ key, names }) => names.test(name) && !taken.has(key));
    if (found === undefined) return null;
    taken.add(found.key);
    return found.key;
  });
}

/** Whether a head says that its latencies are seconds. */
export const isInSeconds = (head: string) => /[([_ ](s|sec|seconds)[)\]]?\s*$/i.test(head) && !/\/\s*s/.test(head);
