import type { Fills } from '@/lib/domain/fills';
import { type FillKey, type FillTexts, parseFills } from '../fill-fields';
import { type Arrangement, merge, move, type Place, reconcile, rename, split } from './arrangement';
import { beginHistory, type History, record, redo, undo } from './history';

/** Everything a person has said of the files: what undo takes back. */
export interface Edits {
  /** Typed texts, for all measurements and for single records. */
  forAll: FillTexts;
  forRows: Readonly<Record<string, FillTexts>>;
  leftOut: readonly string[];
  /** null: as the files propose. */
  sweeps: Arrangement | null;
  /** Of contradicted fields, which source is believed: record, field, source. */
  choices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What companions belong to where nothing decides it: result files, by the companion's id. */
  companions: Readonly<Record<string, readonly string[]>>;
}

export const noEdits: Edits = { forAll: {}, forRows: {}, leftOut: [], sweeps: null, choices: {}, companions: {} };

export interface EditsState {
  history: History<Edits>;
  /** As the files propose; no matter of undo. */
  proposed: Arrangement;
}

export const beginEdits: EditsState = { history: beginHistory(noEdits), proposed: [] };

export type EditsAction =
  | { type: 'propose'; sweeps: Arrangement }
  | { type: 'fill'; records: readonly string[] | 'all'; key: FillKey; text: string }
  | { type: 'leave-out'; records: readonly string[] }
  | { type: 'put-back'; records: readonly string[] }
  /** Of a contradicted field, by record, the source that is believed. */
  | { type: 'choose'; field: string; sources: Readonly<Record<string, string>> }
  | { type: 'assign'; companion: string; files: readonly string[] }
  | { type: 'rename'; sweep: string; name: string }
  | { type: 'merge' | 'split'; records: readonly string[] }
  | { type: 'move'; records: readonly string[]; place: Place }
  | { type: 'undo' | 'redo' | 'clear' };

/** The sweeps as they stand: arranged by hand, else as proposed. */
export function sweepsOf({ history, proposed }: EditsState): Arrangement {
  const { sweeps } = history.present;
  return sweeps === null ? proposed : reconcile(sweeps, proposed);
}

/** All a person does to the drafts before they are stored. Pure; what changes nothing is no step. */
export function reduceEdits(state: EditsState, action: EditsAction): EditsState {
  switch (action.type) {
    case 'propose':
      return { ...state, proposed: action.sweeps };
    case 'clear':
      return beginEdits;
    case 'undo':
      return { ...state, history: undo(state.history) };
    case 'redo':
      return { ...state, history: redo(state.history) };
    default: {
      const next = apply(state, action);
      return { ...state, history: record(state.history, next, topicOf(action)) };
    }
  }
}

type Edit = Exclude<EditsAction, { type: 'propose' | 'clear' | 'undo' | 'redo' }>;

/** Typing letter by letter is one step. */
function topicOf(edit: Edit): string | null {
  if (edit.type === 'rename') return `rename ${edit.sweep}`;
  if (edit.type === 'fill') return `fill ${edit.key} ${edit.records === 'all' ? 'all' : edit.records.join()}`;
  return null;
}

function apply(state: EditsState, edit: Edit): Edits {
  const edits = state.history.present;
  switch (edit.type) {
    case 'fill':
      return fill(edits, edit);
    case 'leave-out':
      return withLeftOut(edits, [...new Set([...edits.leftOut, ...edit.records])]);
    case 'put-back':
      return withLeftOut(
        edits,
        edits.leftOut.filter((record) => !edit.records.includes(record)),
      );
    case 'choose':
      return choose(edits, edit);
    case 'assign':
      return { ...edits, companions: { ...edits.companions, [edit.companion]: edit.files } };
    default: {
      const before = sweepsOf(state);
      const after = arrange(before, edit);
      return after === before ? edits : { ...edits, sweeps: after };
    }
  }
}

function arrange(sweeps: Arrangement, edit: Extract<Edit, { type: 'rename' | 'merge' | 'split' | 'move' }>) {
  if (edit.type === 'rename') return rename(sweeps, edit.sweep, edit.name);
  const records = new Set(edit.records);
  if (edit.type === 'move') return move(sweeps, records, edit.place);
  return edit.type === 'merge' ? merge(sweeps, records) : split(sweeps, records);
}

const withLeftOut = (edits: Edits, leftOut: readonly string[]): Edits =>
  leftOut.length === edits.leftOut.length ? edits : { ...edits, leftOut };

function fill(edits: Edits, { records, key, text }: Extract<Edit, { type: 'fill' }>): Edits {
  if (records === 'all') return { ...edits, forAll: withText(edits.forAll, key, text) };
  const forRows = { ...edits.forRows };
  for (const sha256 of records) forRows[sha256] = withText(forRows[sha256] ?? {}, key, text);
  return { ...edits, forRows };
}

function withText(texts: FillTexts, key: FillKey, text: string): FillTexts {
  const { [key]: _before, ...others } = texts;
  return text === '' ? others : { ...others, [key]: text };
}

function choose(edits: Edits, { field, sources }: Extract<Edit, { type: 'choose' }>): Edits {
  const choices = { ...edits.choices };
  for (const [sha256, source] of Object.entries(sources)) choices[sha256] = { ...choices[sha256], [field]: source };
  return { ...edits, choices };
}

/** Typed texts as fills, and the fields whose text is no value, whoever it is for. */
export interface ParsedFills {
  set: Fills;
  rows: Readonly<Record<string, Fills>>;
  wrong: readonly FillKey[];
}

/** What is typed, as the API takes it; texts that are no value are left out and named. */
export function parseEdits({ forAll, forRows }: Pick<Edits, 'forAll' | 'forRows'>): ParsedFills {
  const all = parseFills(forAll);
  const rows: Record<string, Fills> = {};
  const wrong = new Set(all.wrong);
  // Rows edited together hold equal texts: each is parsed once.
  const known = new Map<string, ReturnType<typeof parseFills>>();
  for (const [sha256, texts] of Object.entries(forRows)) {
    const key = JSON.stringify(texts);
    const parsed = known.get(key) ?? parseFills(texts);
    known.set(key, parsed);
    if (Object.keys(parsed.fills).length > 0) rows[sha256] = parsed.fills;
    for (const field of parsed.wrong) wrong.add(field);
  }
  return { set: all.fills, rows, wrong: [...wrong] };
}

/** What the form shows for several rows: the texts they all have in common. */
export function sharedTexts([first = {}, ...others]: readonly FillTexts[]): FillTexts {
  const entries = Object.entries(first) as [FillKey, string][];
  return Object.fromEntries(entries.filter(([key, text]) => others.every((texts) => texts[key] === text)));
}
