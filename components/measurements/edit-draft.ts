import { applyEdit } from '@/lib/domain/edits/apply-edit';
import { isSame } from '@/lib/domain/edits/change';
import { edit, type Edit, editPaths, type NamedField, type SizeField, sizeFields } from '@/lib/domain/edits/edit';
import { fieldValue } from '@/lib/domain/edits/fields';
import type { HeldMeasurement } from '@/lib/domain/edits/held-measurement';
import { emptyMeasurement } from '@/lib/domain/measurement';
import type { Point } from '@/lib/domain/point';

export type SingleField = Exclude<NamedField, 'topology'> | SizeField;
/** What somebody typed, by field; one nobody touched, or that is as it was again, is undefined. */
export type EditDraft = Partial<Record<SingleField | 'sweep' | 'notes' | 'tags', string | undefined>>;

const numeric = new Set<string>([
  ...sizeFields,
  'gpus',
  'gpusPerNode',
  'nodes',
  'isl',
  'osl',
  'sharedPrefix',
  'lengthSpread',
  'burstiness',
  'temperature',
]);
const neverUnknown = new Set<string>(['tp', 'pp', 'dp', 'pcp', 'dcp', 'replicas', 'sweep']);

/** A value all of them have, or that they differ. */
export type Common = { kind: 'same'; value: unknown } | { kind: 'several' };

/** What all of these have in a field. */
export function commonValue(points: readonly Point[], field: SingleField): Common {
  const [first, ...others] = points.map((point) => valueOf(point, field));
  return others.every((value) => isSame(value, first)) ? { kind: 'same', value: first ?? null } : { kind: 'several' };
}

/** The tags every one of these has. */
export function commonTags(points: readonly Point[]): string[] {
  const [first, ...others] = points;
  return (first?.tags ?? []).filter((tag) => others.every(({ tags }) => tags.includes(tag)));
}

function valueOf(point: Point, field: SingleField): unknown {
  if (isSize(field)) {
    const sizes = new Set((point.deployment.topology ?? []).map((group) => group[field]));
    return sizes.size === 1 ? [...sizes][0] : null;
  }
  return fieldValue(toHeld(point), editPaths[field]);
}

const isSize = (field: SingleField): field is SizeField => (sizeFields as string[]).includes(field);

export type DraftOutcome =
  { kind: 'nothing' } | { kind: 'edit'; set: Edit } | { kind: 'wrong'; problems: ReadonlyMap<string, string> };

/** The edit somebody has typed, or what is wrong with it by field. An emptied field means that the value is not known. */
export function readDraft(draft: EditDraft, tagsBefore: readonly string[]): DraftOutcome {
  const { tags, ...fields } = draft;
  const typed: [string, string | undefined][] = Object.entries(fields);
  const set = Object.fromEntries(
    typed.flatMap(([field, text]) => (text === undefined ? [] : [[field, toValue(field, text)] as const])),
  );
  const said = { ...set, ...(tags === undefined ? {} : tagChanges(tags, tagsBefore)) };
  if (Object.keys(said).length === 0) return { kind: 'nothing' };
  const parsed = edit.safeParse(said);
  if (parsed.success) return { kind: 'edit', set: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }): [string, string] => {
    const field = String(path[0] ?? '');
    return [field.endsWith('Tags') ? 'tags' : field, numeric.has(field) ? numberProblem(field) : message];
  });
  return { kind: 'wrong', problems: new Map(problems) };
}

function toValue(field: string, text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return neverUnknown.has(field) ? '' : null;
  if (field === 'ignoreEos') return /^(yes|true)$/i.test(trimmed) ? true : /^(no|false)$/i.test(trimmed) ? false : text;
  return numeric.has(field) ? Number(trimmed) : text;
}

function numberProblem(field: string): string {
  if (field === 'lengthSpread') return 'expected a share from 0 to 1';
  if (field === 'burstiness' || field === 'temperature') return 'expected a number of at least 0';
  return `expected a whole number of at least ${field === 'sharedPrefix' ? 0 : 1}`;
}

function tagChanges(text: string, before: readonly string[]): Pick<Edit, 'addTags' | 'removeTags'> {
  const now = text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
  const added = now.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !now.includes(tag));
  return {
    ...(added.length > 0 ? { addTags: added } : {}),
    ...(removed.length > 0 ? { removeTags: removed } : {}),
  };
}

/** What an edit would make of these, before anybody is asked; null where it makes no sense for one, with the reason. */
export function foresee(points: readonly Point[], set: Edit): { held: HeldMeasurement[] } | { refusal: string } {
  const held: HeldMeasurement[] = [];
  for (const point of points) {
    const edited = applyEdit(toHeld(point), set, '2000-01-01T00:00:00Z');
    if ('refusal' in edited) return { refusal: `${point.source.file} ${edited.refusal}.` };
    held.push(edited.held);
  }
  return { held };
}

/** As much of the stored measurement as a point carries. */
function toHeld(point: Point): HeldMeasurement {
  return {
    base: { ...point, evidence: emptyMeasurement(point.source).evidence, provenance: {}, extra: {} },
    sweep: { name: point.sweep.name, joinedBy: { sweepId: point.sweep.id } },
    tags: point.tags,
    notes: null,
    byHand: {},
    importerVersion: null,
    deletedAt: null,
  };
}
