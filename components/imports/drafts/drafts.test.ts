import { describe, expect, it } from 'vitest';
import { aliasBook } from '@/lib/domain/aliases';
import type { PreviewedImport } from '@/lib/domain/import';
import { anAssessedMeasurement } from '@/lib/domain/testing/a-measurement';
import { draftLines, recordsBetween, sumsOf } from './draft-lines';
import { createDraftEditor, draftsOf } from './drafts';

const measurement = (letter: string) =>
  anAssessedMeasurement({ source: { sha256: letter.repeat(64) }, deployment: { model: 'm' } });
const file = (name: string, ...letters: string[]): PreviewedImport['files'][number] => ({
  file: name,
  sha256: '0'.repeat(64),
  size: 1,
  format: 'test',
  role: 'results',
  note: null,
  measurements: letters.map((letter) => ({ measurement: measurement(letter), stored: letter === 'c' })),
  problems: [],
});
const a = 'a'.repeat(64);
const preview: PreviewedImport = {
  files: [file('one.json', 'a', 'b'), file('two.json', 'a', 'c')],
  companions: [],
  contradictions: [
    {
      measurement: a,
      field: 'deployment.model',
      options: [
        { value: 'm', source: 'one.json', provenance: 'the record' },
        { value: 'n', source: 'spec.yaml', provenance: 'a spec' },
      ],
    },
  ],
  sweeps: [],
};
const sayings = { set: {}, row: undefined, choices: undefined };

describe('draftsOf', () => {
  it('holds a record once, with all the files it stands in', () => {
    const drafts = [...draftsOf(preview).values()];
    expect(drafts.map(({ files, stored }) => [files, stored])).toEqual([
      [['one.json', 'two.json'], false],
      [['one.json'], false],
      [['two.json'], true],
    ]);
    expect(drafts.map(({ contradictions }) => contradictions.length)).toEqual([1, 0, 0]);
  });
});

describe('createDraftEditor', () => {
  const [first, second] = [...draftsOf(preview).values()];

  it('says of a draft what a commit would: what is chosen, then what is filled in, then aliases', () => {
    const edit = createDraftEditor(aliasBook([{ kind: 'model', name: 'n', target: 'N' }]));
    const { measurement: made, shown } = edit(first!, {
      set: { tp: 2, gpu: 'L4' },
      row: { tp: 4 },
      choices: { 'deployment.model': 'spec.yaml' },
    });
    expect(made.deployment).toMatchObject({ model: 'n', hardware: { gpu: 'L4' }, topology: [{ tp: 4 }] });
    expect(made.derived.gpus).toBe(4);
    expect(shown.deployment.model).toBe('N');
  });

  it('tells what contradicts the record', () => {
    const edit = createDraftEditor(aliasBook([]));
    expect(edit(second!, { ...sayings, set: { model: 'x' } }).problems).toHaveLength(1);
  });

  it('computes a draft anew only where something else is said of it', () => {
    const edit = createDraftEditor(aliasBook([]));
    const before = edit(first!, sayings);
    expect(edit(first!, { ...sayings, set: {} })).toBe(before);
    expect(edit(first!, { ...sayings, row: { tp: 2 } })).not.toBe(before);
  });
});

describe('draftLines, sumsOf, recordsBetween', () => {
  const edit = createDraftEditor(aliasBook([]));
  const edited = new Map([...draftsOf(preview)].map(([key, draft]) => [key, edit(draft, sayings)]));
  const records = [...edited.keys()];
  const sweep = (key: string, ...own: string[]) => ({
    key,
    name: null,
    records: own,
    isByHand: false,
    isOrdered: false,
  });
  const lines = draftLines([sweep('s', records[0]!), sweep('gone', 'x'), sweep('t', records[1]!, records[2]!)], edited);

  it('lists sweeps that hold something, each with its drafts', () => {
    expect(lines.map(({ kind, key }) => (kind === 'sweep' ? key : key[0]))).toEqual(['s', 'a', 't', 'b', 'c']);
  });

  it('counts what is new, what is stored and what is left out', () => {
    expect(sumsOf(edited.values(), new Set([records[0]!]))).toEqual({ fresh: 1, stored: 1, leftOut: 1 });
  });

  it('finds the rows between two, in either direction and across sweeps', () => {
    expect(recordsBetween(lines, records[2]!, records[0]!)).toEqual(records);
    expect(recordsBetween(lines, 'unknown', records[1]!)).toEqual([records[1]]);
  });
});
