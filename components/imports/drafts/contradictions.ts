import type { Contradiction } from '@/lib/domain/import';
import type { Edits } from '../edits/edits';

/** The same contradiction in many measurements, settled at once. */
export interface ContradictionGroup {
  key: string;
  field: string;
  options: Contradiction['options'];
  /** Records it concerns, by SHA-256. */
  records: readonly string[];
}

/** Contradictions that say the same, in the order in which they come. */
export function groupContradictions(contradictions: readonly Contradiction[]): ContradictionGroup[] {
  const groups = new Map<string, ContradictionGroup & { records: string[] }>();
  for (const { measurement, field, options } of contradictions) {
    const key = JSON.stringify([field, options]);
    const group = groups.get(key);
    if (group) group.records.push(measurement);
    else groups.set(key, { key, field, options, records: [measurement] });
  }
  return [...groups.values()];
}

/** The source believed now: the chosen one, else that of the value the measurements hold. */
export function believedSource({ field, options, records }: ContradictionGroup, choices: Edits['choices']): string {
  const chosen = choices[records[0] ?? '']?.[field];
  return options.find(({ source }) => source === chosen)?.source ?? options[0]?.source ?? '';
}

const names: Readonly<Record<string, string>> = {
  'deployment.model': 'Model',
  'deployment.precision': 'Precision',
  'deployment.kvCacheDtype': 'KV-cache type',
  'deployment.engine': 'Engine',
  'deployment.engineVersion': 'Engine version',
  'deployment.image': 'Image',
  'deployment.hardware.gpu': 'GPU',
  'deployment.hardware.gpus': 'GPUs in all',
  'deployment.hardware.gpusPerNode': 'GPUs per node',
  'deployment.hardware.nodes': 'Nodes',
  'deployment.hardware.interconnect': 'Interconnect',
  'workload.dataset': 'Data set',
  'workload.isl': 'Input tokens',
  'workload.osl': 'Output tokens',
  'load.maxConcurrency': 'Concurrency',
  'load.requestRate': 'Request rate',
  'load.numPrompts': 'Prompts',
};

/** A field's path in words: "TP", "--max-num-seqs", "Engine version". */
export function fieldName(path: string): string {
  const flag = /^deployment\.flags\.(.+)$/.exec(path)?.[1];
  if (flag !== undefined) return flag.startsWith('-') ? flag : `--${flag}`;
  const size = /^deployment\.topology\.(\w+)$/.exec(path)?.[1];
  return size?.toUpperCase() ?? names[path] ?? path;
}
