import { anEngine, type EngineGroup, type Topology } from '../topology';
import { isSame, stateOf, withState } from './change';
import { type Edit, editPaths, namedFields, sizeFields } from './edit';
import { withField, withProvenance } from './fields';
import type { HeldMeasurement } from './held-measurement';

/** What an edit makes of a measurement, or why it makes no sense there. */
export type Edited = { held: HeldMeasurement } | { refusal: string };

const topologyPath = editPaths.topology;

/** The words for where a value set now came from: "set by hand, 2026-11-21". */
export const setByHand = (at: string): string => `set by hand, ${at.slice(0, 10)}`;

/**
 * Sets what a person says; the record's own value, and where it came from, stay beside it. What is set to the value it
 * has stays the record's. `at` is an ISO time. The measurement given is left as it is.
 */
export function applyEdit(held: HeldMeasurement, edit: Edit, at: string): Edited {
  const recorded = (edit.asRecorded ?? []).reduce((now, field) => asRecorded(now, editPaths[field]), held);
  const named = namedFields.reduce((now, field) => {
    const value = edit[field];
    return value === undefined ? now : setField(now, editPaths[field], value, at);
  }, recorded);
  const sized = setSizes(named, edit, at);
  return 'refusal' in sized ? sized : { held: setWords(sized.held, edit) };
}

function setField(
  held: HeldMeasurement,
  path: string,
  value: unknown,
  at: string,
  parts: string[] = [],
): HeldMeasurement {
  const before = stateOf(held, path);
  if (isSame(before.value, value)) return held;
  const original = before.byHand ?? { value: before.value, provenance: before.provenance ?? {}, at };
  if (isSame(original.value, value)) return asRecorded(held, path);
  const said = setByHand(at);
  // Parts nobody touched keep their own words; a whole set at once has none.
  const kept = parts.length === 0 ? {} : (before.provenance ?? {});
  const words = { ...kept, ...Object.fromEntries(parts.map((part) => [`${path}.${part}`, said])), [path]: said };
  const set = withProvenance(withField(held, path, value), path, words);
  return { ...set, byHand: { ...set.byHand, [path]: { ...original, at } } };
}

function asRecorded(held: HeldMeasurement, path: string): HeldMeasurement {
  const original = held.byHand[path];
  if (original === undefined) return held;
  return withState(held, path, { value: original.value, provenance: original.provenance });
}

function setSizes(held: HeldMeasurement, edit: Edit, at: string): Edited {
  const wanted = sizeFields.filter((field) => edit[field] !== undefined);
  if (wanted.length === 0) return { held };
  const sizes = Object.fromEntries(wanted.map((field) => [field, edit[field]])) as Partial<EngineGroup>;
  const now = held.base.deployment.topology;
  const topology = now === null ? firstTopology(held, sizes) : resized(now, sizes);
  return typeof topology === 'string'
    ? { refusal: topology }
    : { held: setField(held, topologyPath, topology, at, wanted) };
}

/** Of sizes alone; what the record says of single ones counts, and TP has to be among them. */
function firstTopology(held: HeldMeasurement, sizes: Partial<EngineGroup>): Topology | string {
  const { partialTopology } = held.base.extra;
  const stated = Object.entries(
    typeof partialTopology === 'object' && partialTopology !== null ? partialTopology : {},
  ).filter(([key, value]) => (sizeFields as string[]).includes(key) && typeof value === 'number');
  const known = { ...(Object.fromEntries(stated) as Partial<EngineGroup>), ...sizes };
  return known.tp === undefined ? 'has no topology yet: set its TP too' : [anEngine(known)];
}

function resized(topology: Topology, sizes: Partial<EngineGroup>): Topology | string {
  const differing = sizes.replicas !== undefined && topology.length > 1;
  return differing
    ? `has ${topology.length} kinds of engines (${topology.map(({ role }) => role).join(', ')}): set the topology as a whole`
    : topology.map((group) => ({ ...group, ...sizes }));
}

function setWords(held: HeldMeasurement, { sweep, addTags = [], removeTags = [], notes }: Edit): HeldMeasurement {
  const kept = held.tags.filter((tag) => !removeTags.includes(tag));
  return {
    ...held,
    ...(sweep === undefined || sweep === held.sweep.name ? {} : { sweep: { name: sweep, joinedBy: { name: sweep } } }),
    tags: [...new Set([...kept, ...addTags])].sort(),
    notes: notes === undefined ? held.notes : notes,
  };
}
