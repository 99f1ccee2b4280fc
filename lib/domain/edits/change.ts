import { z } from 'zod';
import { canonicalJson } from '../identity';
import { provenance } from '../measurement';
import { fieldsOf, fieldValue, provenanceOf, withField, withProvenance } from './fields';
import { handEdit, type HeldMeasurement } from './held-measurement';

/** A field at one moment: its value, where that came from, and what the record says where a person has set it. */
export const fieldState = z.strictObject({
  value: z.json().optional(),
  provenance: provenance.optional(),
  byHand: handEdit.optional(),
});
export type FieldState = z.infer<typeof fieldState>;

export const fieldChange = z.strictObject({ path: z.string(), before: fieldState, after: fieldState });
/** What happened to one field of one measurement. */
export type FieldChange = z.infer<typeof fieldChange>;

/** A field as it stands. */
export function stateOf(held: HeldMeasurement, path: string): FieldState {
  const value = fieldValue(held, path);
  const words = provenanceOf(held, path);
  const byHand = held.byHand[path];
  return {
    ...(value === undefined ? {} : { value: value as FieldState['value'] }),
    ...(Object.keys(words).length === 0 ? {} : { provenance: words }),
    ...(byHand === undefined ? {} : { byHand }),
  };
}

/** The measurement with one field put into a state it had. */
export function withState(held: HeldMeasurement, path: string, state: FieldState): HeldMeasurement {
  const valued = withProvenance(withField(held, path, state.value), path, state.provenance ?? {});
  const { [path]: _before, ...others } = held.byHand;
  return { ...valued, byHand: state.byHand === undefined ? others : { ...others, [path]: state.byHand } };
}

/** Whether two values are the same JSON, whatever the order of keys. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a as never) === canonicalJson(b as never);
}

/** Every field in which two states of one measurement differ, by path. */
export function changesBetween(before: HeldMeasurement, after: HeldMeasurement): FieldChange[] {
  const [old, now] = [statesOf(before), statesOf(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])].sort();
  return paths.flatMap((path) => {
    const change = { path, before: old.get(path) ?? {}, after: now.get(path) ?? {} };
    return isSame(change.before, change.after) ? [] : [change];
  });
}

/** Every field as it stands, in one pass: there are a hundred of them, and thousands of measurements. */
function statesOf(held: HeldMeasurement): Map<string, FieldState> {
  const states = new Map<string, FieldState>();
  for (const [path, value] of fieldsOf(held)) states.set(path, value === undefined ? {} : { value: value as never });
  for (const [key, words] of Object.entries(held.base.provenance)) {
    for (let path = key; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
      const state = states.get(path);
      if (state) state.provenance = { ...state.provenance, [key]: words };
    }
  }
  for (const [path, byHand] of Object.entries(held.byHand)) states.set(path, { ...states.get(path), byHand });
  return states;
}

/**
 * Takes changes back: each field is put into the state it had before. Answers with the paths in the way where a field
 * is no longer as the change left it, because somebody changed it again since.
 */
export function undoChanges(
  held: HeldMeasurement,
  changes: readonly FieldChange[],
): { held: HeldMeasurement; inTheWay: string[] } {
  const inTheWay = changes.flatMap(({ path, after }) => (isSame(stateOf(held, path), after) ? [] : [path]));
  if (inTheWay.length > 0) return { held, inTheWay };
  return { held: changes.reduce((undone, { path, before }) => withState(undone, path, before), held), inTheWay };
}
