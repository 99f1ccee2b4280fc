import type { Contradiction } from '@/lib/domain/import';
import type { Edits } from '../edits/edits';

/** The same contradiction in many measurements, settled at once. */
export interface ContradictionGroup {
  key: string;
  field: string;
  /** What the sources say; the first is what the measurements hold. `by` names the source for people. */
  options: readonly { value: Contradiction['options'][number]['value']; by: string }[];
  /** By record, its SHA-256: the source of each option. A result's own file is another one in each. */
  sources: ReadonlyMap<string, readonly string[]>;
}

/**
 * Contradictions that say the same, in the order in which they come: what a result's own file says is the same however
 * the file is called. `fileOf`: the file of a record.
 */
export function groupContradictions(
  contradictions: readonly Contradiction[],
  fileOf: (record: string) => string | undefined,
): ContradictionGroup[] {
  const groups = new Map<string, { field: string; first: Contradiction; sources: Map<string, string[]> }>();
  for (const one of contradictions) {
    const own = fileOf(one.measurement);
    const said = one.options.map(({ value, source, provenance }) => [
      value,
      source === own ? null : source,
      provenance,
    ]);
    const key = JSON.stringify([one.field, said]);
    const group = groups.get(key) ?? { field: one.field, first: one, sources: new Map<string, string[]>() };
    group.sources.set(
      one.measurement,
      one.options.map(({ source }) => source),
    );
    groups.set(key, group);
  }
  return [...groups].map(([key, { field, first, sources }]) => ({
    key,
    field,
    options: first.options.map((option) => ({
      value: option.value,
      by: sayer(option, option.source === fileOf(first.measurement) ? sources.size - 1 : 0),
    })),
    sources,
  }));
}

/** Who says so: "KubeAI Model spec a.yaml, args", or "tp8/c16.json and 3 more, folder name". */
function sayer({ source, provenance }: Contradiction['options'][number], others: number): string {
  const name = source.slice(source.lastIndexOf('/') + 1);
  if (provenance.includes(name)) return provenance;
  return `${source}${others > 0 ? ` and ${others.toLocaleString('en')} more` : ''}, ${provenance}`;
}

/** Place of the option believed now: the chosen one, else that of the value the measurements hold. */
export function believedOption({ field, sources }: ContradictionGroup, choices: Edits['choices']): number {
  const [[record, own] = ['', []]] = sources;
  return Math.max(0, own.indexOf(choices[record]?.[field] ?? ''));
}

/** The source of an option in each record. */
export const sourcesOf = ({ sources }: ContradictionGroup, option: number): Record<string, string> =>
  Object.fromEntries([...sources].map(([record, own]) => [record, own[option] ?? '']));

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
