import { type Fills, fills as fillsSchema } from '@/lib/domain/fills';
import { gpuSpecs } from '@/lib/domain/hardware';
import type { BaseMeasurement, Measurement } from '@/lib/domain/measurement';
import { sizeLabel } from '@/lib/domain/topology-label';

export type FillKey = keyof Fills;

export interface FillField {
  key: FillKey;
  label: string;
  numeric: boolean;
  suggestions?: string[];
  /** The path in `missing` that filling it takes away. */
  path: string | null;
  /** What a measurement says itself; null where it says nothing. */
  present: (measurement: BaseMeasurement) => string | number | null;
}

const size = (key: 'tp' | 'pp' | 'dp', label: string, path: string | null): FillField => ({
  key,
  label,
  numeric: true,
  path,
  present: ({ deployment }) => (deployment.topology === null ? null : sizeLabel(deployment.topology, key)),
});

/** What a person can fill in, most telling first. */
export const fillFields: readonly FillField[] = [
  {
    key: 'gpu',
    label: 'GPU',
    numeric: false,
    suggestions: gpuSpecs.map(({ name }) => name),
    path: 'deployment.hardware.gpu',
    present: ({ deployment }) => deployment.hardware.gpu,
  },
  size('tp', 'TP', 'deployment.topology'),
  size('pp', 'PP', null),
  size('dp', 'DP', null),
  { key: 'nodes', label: 'Nodes', numeric: true, path: null, present: ({ deployment }) => deployment.hardware.nodes },
  {
    key: 'dataset',
    label: 'Data set',
    numeric: false,
    suggestions: ['random', 'ShareGPT', 'sonnet'],
    path: 'workload.dataset',
    present: ({ workload }) => workload.dataset,
  },
  { key: 'isl', label: 'Input tokens', numeric: true, path: 'workload.isl', present: ({ workload }) => workload.isl },
  { key: 'osl', label: 'Output tokens', numeric: true, path: 'workload.osl', present: ({ workload }) => workload.osl },
  {
    key: 'model',
    label: 'Model',
    numeric: false,
    path: 'deployment.model',
    present: ({ deployment }) => deployment.model,
  },
  {
    key: 'precision',
    label: 'Precision',
    numeric: false,
    suggestions: ['BF16', 'FP16', 'FP8', 'INT8', 'INT4', 'AWQ', 'GPTQ', 'NVFP4'],
    path: 'deployment.precision',
    present: ({ deployment }) => deployment.precision,
  },
  {
    key: 'maxConcurrency',
    label: 'Concurrency',
    numeric: true,
    path: null,
    present: ({ load }) => load.maxConcurrency,
  },
  {
    key: 'replicas',
    label: 'Replicas',
    numeric: true,
    path: null,
    present: ({ deployment }) => deployment.topology?.map(({ replicas }) => replicas).join('+') ?? null,
  },
  {
    key: 'gpusPerNode',
    label: 'GPUs per node',
    numeric: true,
    path: null,
    present: ({ deployment }) => deployment.hardware.gpusPerNode,
  },
  {
    key: 'gpus',
    label: 'GPUs in all',
    numeric: true,
    path: 'deployment.hardware.gpus',
    present: ({ deployment }) => deployment.hardware.gpus,
  },
  {
    key: 'engine',
    label: 'Engine',
    numeric: false,
    suggestions: ['vLLM'],
    path: 'deployment.engine',
    present: ({ deployment }) => deployment.engine,
  },
  {
    key: 'engineVersion',
    label: 'Engine version',
    numeric: false,
    path: 'deployment.engineVersion',
    present: ({ deployment }) => deployment.engineVersion,
  },
];

/** What is typed, as text by field; empty text fills nothing. */
export type FillTexts = Partial<Record<FillKey, string>>;

/** Typed texts as fills; a text the field does not take is left out and named in `wrong`. */
export function parseFills(texts: FillTexts): { fills: Fills; wrong: FillKey[] } {
  const fills: Record<string, string | number> = {};
  const wrong: FillKey[] = [];
  for (const { key, numeric } of fillFields) {
    const text = texts[key]?.trim() ?? '';
    if (text === '') continue;
    const result = fillsSchema.shape[key].safeParse(numeric ? Number(text) : text);
    if (result.success && result.data !== undefined) fills[key] = result.data;
    else wrong.push(key);
  }
  return { fills, wrong };
}

export interface FieldState {
  /** How many of the measurements lack what the field would fill. */
  missing: number;
  /** What the others say: "2, 4, 8"; empty where none says anything. */
  present: string;
}

const mostNamed = 4;

/** What measurements say of each field, and how many say nothing. */
export function fieldStates(measurements: readonly Measurement[]): Map<FillKey, FieldState> {
  return new Map(
    fillFields.map(({ key, path, present }) => {
      const values = new Set(measurements.map(present).filter((value) => value !== null));
      const named = [...values].slice(0, mostNamed).join(', ');
      const missing =
        path === null ? 0 : measurements.filter((measurement) => measurement.missing.includes(path)).length;
      return [key, { missing, present: values.size > mostNamed ? `${named}, …` : named }];
    }),
  );
}
