import { formatCount } from '@/lib/units/format';
import { topology } from '../topology';
import { topologyLabel } from '../topology-label';
import { type Edit, editPaths, type NamedField, namedFields, type SizeField, sizeFields } from './edit';
import { isSame } from './change';

/** What people call the fields of an edit. */
export const fieldNames: Readonly<Record<NamedField | SizeField, string>> = {
  model: 'Model',
  precision: 'Precision',
  kvCacheDtype: 'KV-cache type',
  engine: 'Engine',
  engineVersion: 'Engine version',
  image: 'Image',
  gpu: 'GPU',
  gpus: 'GPUs stated',
  gpusPerNode: 'GPUs per node',
  nodes: 'Nodes',
  interconnect: 'Interconnect',
  topology: 'Topology',
  dataset: 'Dataset',
  isl: 'ISL',
  osl: 'OSL',
  lengthSpread: 'Length spread',
  sharedPrefix: 'Shared prefix',
  burstiness: 'Burstiness',
  ignoreEos: 'Ignore EOS',
  temperature: 'Temperature',
  tp: 'TP',
  pp: 'PP',
  dp: 'DP',
  pcp: 'PCP',
  dcp: 'DCP',
  replicas: 'Replicas',
  ep: 'EP',
  attentionDp: 'Attention DP',
};

const namesByPath = new Map<string, string>([
  ...namedFields.map((field): [string, string] => [editPaths[field], fieldNames[field]]),
  ['sweep', 'Sweep'],
  ['tags', 'Tags'],
  ['notes', 'Notes'],
  ['deletedAt', 'Deleted'],
  ['importerVersion', 'Importer version'],
]);

/** A field's name for people; the path itself where it has no other. */
export const fieldName = (path: string): string => namesByPath.get(path) ?? path;

/** A field's value for people, short: "TP4", "H100 SXM", "not known". */
export function fieldText(path: string, value: unknown): string {
  if (value === null || value === undefined)
    return path === 'deletedAt' ? 'no' : path === 'notes' ? 'none' : 'not known';
  if (path === 'deployment.topology') {
    const parsed = topology.safeParse(value);
    if (parsed.success) return topologyLabel(parsed.data);
  }
  if (path === 'sweep' && typeof value === 'object' && 'name' in value) return String(value.name);
  if (path === 'tags' && Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (path === 'deletedAt' && typeof value === 'string') return `${value.slice(0, 16).replace('T', ' ')} UTC`;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "1 measurement", "5 measurements". */
export const countOf = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'measurement' : 'measurements'}`;

/** What an edit did, as one sentence of history: "Set TP to 4 and GPU to H100 on 5 measurements". */
export function describeEdit(edit: Edit, count: number): string {
  const parts = [
    ...sizeFields.flatMap((field) =>
      edit[field] === undefined ? [] : [setting(fieldNames[field], field, edit[field])],
    ),
    ...namedFields.flatMap((field) =>
      edit[field] === undefined ? [] : [setting(fieldNames[field], editPaths[field], edit[field])],
    ),
    ...(edit.notes === undefined ? [] : [edit.notes === null ? 'took the notes away' : 'wrote notes']),
    ...(edit.sweep === undefined ? [] : [`moved to sweep ${edit.sweep}`]),
    ...(edit.addTags ?? []).map((tag) => `added tag ${tag}`),
    ...(edit.removeTags ?? []).map((tag) => `removed tag ${tag}`),
    ...(edit.asRecorded ?? []).map((field) => `put ${fieldNames[field]} back to the record's`),
  ];
  const said = listed(parts.slice(0, 4), parts.length - 4);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)} on ${countOf(count)}`;
}

const setting = (name: string, path: string, value: unknown) =>
  isSame(value, null) ? `set ${name} to not known` : `set ${name} to ${short(fieldText(path, value))}`;
const short = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** "a", "a and b", "a, b and c", "a, b and 3 more". */
function listed(parts: readonly string[], more: number): string {
  const all = more > 0 ? [...parts, `${more} more`] : parts;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}
