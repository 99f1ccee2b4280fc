import type { BaseMeasurement } from '../measurement';
import { type FieldState, isSame, stateOf, withState } from './change';
import { fieldsOf } from './fields';
import type { HeldMeasurement } from './held-measurement';

/** A field an importer reads otherwise today than it was read then. */
export interface ReadingDifference {
  path: string;
  /** As it was read then, and as it is read now. */
  recorded: FieldState;
  read: FieldState;
  /** What a person has set, and what therefore stays whatever is read; null where nobody did. */
  byHand: Pick<FieldState, 'value'> | null;
}

const handWords = 'set by hand';
/** Of two sources that contradict each other the one a person chose. */
const chosenWords = 'chosen by hand';
/** Kept beside the measurement, not read out of its record. */
const notRead = new Set(['sweep', 'tags', 'notes', 'importerVersion', 'deletedAt']);

/**
 * What is read otherwise now, field by field. `isOfTheFile` tells words of provenance that mean the file itself or its
 * name; a value that came from elsewhere is no difference where the file says nothing.
 */
export function compareReading(
  held: HeldMeasurement,
  read: BaseMeasurement,
  isOfTheFile: (provenance: string) => boolean,
): ReadingDifference[] {
  const now = withReading(held, read);
  const paths = new Set([...fieldsOf(held).keys(), ...fieldsOf(now).keys()]);
  return [...paths].sort().flatMap((path) => {
    if (notRead.has(path) || isSettled(held, path)) return [];
    const stored = stateOf(held, path);
    const recorded = recordedState(stored);
    const fresh = stateOf(now, path);
    const isSilent = fresh.value === undefined || fresh.value === null;
    if (isSame(recorded.value, fresh.value)) return [];
    // Repeats are numbered when an import is stored, where the record does not number them.
    if (isSilent && (path === 'repeat' || !wordsOf(recorded).every(isOfTheFile))) return [];
    return [{ path, recorded, read: fresh, byHand: isByHand(stored) ? { value: stored.value } : null }];
  });
}

/** Takes over what is read now of these fields. A value set by hand stays; the record's beside it becomes the new one. */
export function applyReading(
  held: HeldMeasurement,
  differences: readonly ReadingDifference[],
  { importerVersion, at }: { importerVersion: number; at: string },
): HeldMeasurement {
  const applied = differences.reduce((now, { path, read, byHand }) => {
    if (byHand === null) return withState(now, path, read);
    const stored = stateOf(now, path);
    const kept = { value: read.value, provenance: read.provenance ?? {}, at: stored.byHand?.at ?? at };
    return withState(now, path, { ...stored, byHand: kept });
  }, held);
  return { ...followRun(held, applied), importerVersion };
}

/** A sweep that was joined by the tool's run follows it; one that a person named stays. */
function followRun(before: HeldMeasurement, after: HeldMeasurement): HeldMeasurement {
  const { runId } = after.base;
  const follows = 'runId' in before.sweep.joinedBy && runId !== null && runId !== before.base.runId;
  return follows ? { ...after, sweep: { ...after.sweep, joinedBy: { runId } } } : after;
}

const withReading = (held: HeldMeasurement, read: BaseMeasurement): HeldMeasurement => ({
  ...held,
  base: read,
  byHand: {},
});

/** Sizes that waited for a topology wait no more where a person gave one. */
const isSettled = (held: HeldMeasurement, path: string) =>
  path === 'extra.partialTopology' && isByHand(stateOf(held, 'deployment.topology'));

const wordsOf = ({ provenance = {} }: FieldState) => Object.values(provenance);
const isByHand = (state: FieldState) =>
  state.byHand !== undefined ||
  wordsOf(state).some((words) => words.startsWith(handWords) || words.includes(chosenWords));

/** What the record said: under what a person set, where somebody did. */
function recordedState({ byHand, ...state }: FieldState): FieldState {
  return byHand === undefined ? state : { value: byHand.value, provenance: byHand.provenance };
}
