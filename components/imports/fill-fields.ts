import { type Fills, fills as fillsSchema } from '@/lib/domain/fills';
import { gpuSpecs } from '@/lib/domain/hardware';
import type { Measurement } from '@/lib/domain/measurement';

export type FillKey = keyof Fills;

export interface FillField {
  key: FillKey;
  label: string;
  numeric: boolean;
  placeholder?: string;
  suggestions?: string[];
  /** The path in `missing` that filling it takes away. */
  path: string | null;
}

/** What a person can fill in, most telling first. */
export const fillFields: readonly FillField[] = [
  {
    key: 'gpu',
    label: 'GPU',
    numeric: false,
    placeholder: 'H100 SXM',
    suggestions: gpuSpecs.map(({ name }) => name),
    path: 'deployment.hardware.gpu',
  },
  { key: 'tp', label: 'TP', numeric: true, placeholder: '4', path: 'deployment.topology' },
  { key: 'pp', label: 'PP', numeric: true, placeholder: '1', path: null },
  { key: 'dp', label: 'DP', numeric: true, placeholder: '1', path: null },
  { key: 'nodes', label: 'Nodes', numeric: true, placeholder: '1', path: null },
  {
    key: 'dataset',
    label: 'Data set',
    numeric: false,
    placeholder: 'random',
    suggestions: ['random', 'sharegpt', 'sonnet'],
    path: 'workload.dataset',
  },
  { key: 'isl', label: 'Input tokens', numeric: true, placeholder: '1024', path: 'workload.isl' },
  { key: 'osl', label: 'Output tokens', numeric: true, placeholder: '128', path: 'workload.osl' },
  { key: 'model', label: 'Model', numeric: false, path: 'deployment.model' },
  {
    key: 'precision',
    label: 'Precision',
    numeric: false,
    placeholder: 'FP8',
    suggestions: ['BF16', 'FP16', 'FP8', 'INT8', 'INT4', 'AWQ', 'GPTQ', 'NVFP4'],
    path: 'deployment.precision',
  },
  { key: 'replicas', label: 'Replicas', numeric: true, placeholder: '1', path: null },
  { key: 'gpusPerNode', label: 'GPUs per node', numeric: true, placeholder: '8', path: null },
  {
    key: 'gpus',
    label: 'GPUs in all',
    numeric: true,
    placeholder: 'where the topology is unknown',
    path: 'deployment.hardware.gpus',
  },
  { key: 'engine', label: 'Engine', numeric: false, placeholder: 'vLLM', path: 'deployment.engine' },
  {
    key: 'engineVersion',
    label: 'Engine version',
    numeric: false,
    placeholder: '0.11.0',
    path: 'deployment.engineVersion',
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

/** How many of the measurements lack what each field would fill. */
export function countMissing(measurements: readonly Pick<Measurement, 'missing'>[]): Map<FillKey, number> {
  const counts = new Map<FillKey, number>();
  for (const { key, path } of fillFields) {
    if (path === null) continue;
    const count = measurements.filter(({ missing }) => missing.includes(path)).length;
    if (count > 0) counts.set(key, count);
  }
  return counts;
}
