import { type BaseMeasurement, latencyKinds, noLatencyStatistics } from '../measurement';
import type { HeldMeasurement } from './held-measurement';

/** A value as JSON has it; undefined where a field of an open list (flags, extra) is not there. */
export type FieldValue = unknown;

/** Lists whose names are foreign: what follows the prefix is one name, dots and all. */
const openLists = /^(extra|deployment\.flags|latency\.\w+\.others)\.(.+)$/s;
/** Changed as a whole: its parts mean nothing alone. */
const wholes = new Set(['deployment.topology', 'sweep', 'tags']);
const open = /^(extra|deployment\.flags|latency\.\w+\.others)$/;
/** Not fields: a record's identity stays, and where values came from goes with them. */
const outside = new Set(['provenance', 'source.sha256', 'source.file', 'source.index']);

type Tree = { [key: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every field of a stored measurement that can change, by its path: "deployment.hardware.gpu", "extra.some.key". */
export function fieldsOf(held: HeldMeasurement): Map<string, FieldValue> {
  const fields = new Map<string, FieldValue>();
  collect(toTree(held), '', fields);
  return fields;
}

function collect(tree: Tree, prefix: string, fields: Map<string, FieldValue>): void {
  for (const [key, value] of Object.entries(tree)) {
    const path = `${prefix}${key}`;
    if (outside.has(path)) continue;
    const isLeaf = !isTree(value) || wholes.has(path) || open.test(prefix.slice(0, -1));
    if (isLeaf) fields.set(path, value);
    else collect(value, `${path}.`, fields);
  }
}

/** One field's value; undefined where there is none of this path. */
export function fieldValue(held: HeldMeasurement, path: string): FieldValue {
  return segmentsOf(path).reduce<unknown>((tree, key) => (isTree(tree) ? tree[key] : undefined), toTree(held));
}

/** The measurement with one field set; undefined takes it out of its open list. The one given stays as it is. */
export function withField(held: HeldMeasurement, path: string, value: FieldValue): HeldMeasurement {
  return fromTree(held, set(toTree(held), segmentsOf(path), value));
}

function set(tree: Tree, [key = '', ...rest]: string[], value: FieldValue): Tree {
  if (rest.length > 0) {
    const inner = tree[key];
    return { ...tree, [key]: set(isTree(inner) ? inner : {}, rest, value) };
  }
  const { [key]: _before, ...others } = tree;
  return value === undefined ? others : { ...tree, [key]: value };
}

function segmentsOf(path: string): string[] {
  const [, list, name] = openLists.exec(path) ?? [];
  return list === undefined || name === undefined ? path.split('.') : [...list.split('.'), name];
}

/** One tree of what is measured and what is said of it; unknown latencies have their places too. */
function toTree({ base, sweep, tags, notes, importerVersion, deletedAt }: HeldMeasurement): Tree {
  const latency = Object.fromEntries(latencyKinds.map((kind) => [kind, base.latency[kind] ?? noLatencyStatistics()]));
  return { ...base, latency, sweep, tags, notes, importerVersion, deletedAt };
}

function fromTree(held: HeldMeasurement, tree: Tree): HeldMeasurement {
  const { sweep, tags, notes, importerVersion, deletedAt, ...base } = tree as unknown as BaseMeasurement &
    Omit<HeldMeasurement, 'base' | 'byHand'>;
  const latency = Object.fromEntries(
    latencyKinds.map((kind) => {
      const { others, ...known } = base.latency[kind] ?? noLatencyStatistics();
      const isKnown = Object.keys(others).length > 0 || Object.values(known).some((value) => value !== null);
      return [kind, isKnown ? base.latency[kind] : null];
    }),
  ) as BaseMeasurement['latency'];
  return { base: { ...base, latency }, sweep, tags, notes, importerVersion, deletedAt, byHand: held.byHand };
}

/** What is said of where a field's value came from: entries of its path and of its parts. */
export function provenanceOf({ base }: HeldMeasurement, path: string): Record<string, string> {
  return Object.fromEntries(Object.entries(base.provenance).filter(([key]) => isOf(key, path)));
}

/** The measurement with other words about where a field's value came from. */
export function withProvenance(held: HeldMeasurement, path: string, words: Record<string, string>): HeldMeasurement {
  const others = Object.entries(held.base.provenance).filter(([key]) => !isOf(key, path));
  return { ...held, base: { ...held.base, provenance: { ...Object.fromEntries(others), ...words } } };
}

const isOf = (key: string, path: string) => key === path || key.startsWith(`${path}.`);
