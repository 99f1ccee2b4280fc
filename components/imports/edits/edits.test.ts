import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProposedSweep } from '@/lib/domain/import';
import { type Arrangement, proposedArrangement, stepPlace } from './arrangement';
import { beginEdits, type EditsAction, type EditsState, parseEdits, reduceEdits, sharedTexts, sweepsOf } from './edits';
import { toSettings } from './to-settings';

const load = { maxConcurrency: null, requestRate: null, numPrompts: null };
const proposal = (name: string | null, ...records: string[]): ProposedSweep => ({
  name,
  curves: [{ deploymentKey: 'd', workloadKey: 'w', loads: records.map((sha256) => ({ load, repeats: [sha256] })) }],
});

const proposed = proposedArrangement([proposal('tp2', 'a', 'b', 'c'), proposal('tp4', 'd', 'e'), proposal(null, 'f')]);
const begun = reduceEdits(beginEdits, { type: 'propose', sweeps: proposed });
const after = (...actions: EditsAction[]): EditsState => actions.reduce(reduceEdits, begun);
const shape = (state: EditsState | Arrangement) =>
  ('history' in state ? sweepsOf(state) : state).map(({ name, records }) => [name, records.join('')]);

describe('proposedArrangement', () => {
  it('holds each record once, whichever curves name it', () => {
    expect(shape(proposedArrangement([proposal('x', 'a', 'b', 'a'), proposal('y', 'b'), proposal('z', 'c')]))).toEqual([
      ['x', 'ab'],
      ['z', 'c'],
    ]);
  });
});

describe('reduceEdits', () => {
  it('merges whole sweeps in the place of the first', () => {
    expect(shape(after({ type: 'merge', records: ['f', 'b'] }))).toEqual([
      ['tp2', 'abcf'],
      ['tp4', 'de'],
    ]);
  });

  it('splits records off into a sweep with a name of its own', () => {
    expect(shape(after({ type: 'split', records: ['b', 'e'] }))).toEqual([
      ['tp2', 'ac'],
      ['tp2 2', 'be'],
      ['tp4', 'd'],
      [null, 'f'],
    ]);
  });

  it('moves records before another one, or to the end of a sweep', () => {
    const key = sweepsOf(begun)[1]!.key;
    expect(shape(after({ type: 'move', records: ['c', 'a'], place: { key, before: 'e' } }))).toEqual([
      ['tp2', 'b'],
      ['tp4', 'dace'],
      [null, 'f'],
    ]);
    expect(shape(after({ type: 'move', records: ['d'], place: { key, before: null } }))[1]).toEqual(['tp4', 'ed']);
  });

  it('makes no step of what changes nothing', () => {
    const key = sweepsOf(begun)[0]!.key;
    const idle: EditsAction[] = [
      { type: 'merge', records: ['a', 'b'] },
      { type: 'split', records: ['d', 'e'] },
      { type: 'move', records: ['a'], place: { key, before: 'a' } },
      { type: 'move', records: ['a'], place: { key: 'nowhere', before: null } },
      { type: 'leave-out', records: [] },
      { type: 'put-back', records: ['a'] },
    ];
    for (const action of idle) expect(after(action).history.past, action.type).toEqual([]);
  });

  it('takes a word typed letter by letter back in one step, and brings it again', () => {
    const typed = after(
      { type: 'fill', records: 'all', key: 'gpu', text: 'L' },
      { type: 'fill', records: 'all', key: 'gpu', text: 'L4' },
      { type: 'fill', records: ['a'], key: 'tp', text: '2' },
    );
    const undone = [{ type: 'undo' }, { type: 'undo' }] as const;
    expect(reduceEdits(typed, undone[0]).history.present).toMatchObject({ forAll: { gpu: 'L4' }, forRows: {} });
    const back = undone.reduce<EditsState>(reduceEdits, typed);
    expect(back.history.present).toEqual(begun.history.present);
    const again = [{ type: 'redo' }, { type: 'redo' }] as const;
    expect(again.reduce<EditsState>(reduceEdits, back).history.present).toEqual(typed.history.present);
  });

  it('keeps an arrangement when files are added or taken away', () => {
    const merged = after({ type: 'merge', records: ['a', 'd'] });
    const more = proposedArrangement([proposal('tp2', 'a', 'c', 'g'), proposal('tp4', 'd', 'e'), proposal('new', 'h')]);
    expect(shape(reduceEdits(merged, { type: 'propose', sweeps: more }))).toEqual([
      ['tp2', 'acde'],
      ['tp2', 'g'],
      ['new', 'h'],
    ]);
  });

  it('never loses or doubles a record, and undo leads back to the start', () => {
    const some = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
    const step = fc.oneof(
      fc.record({ type: fc.constantFrom('merge' as const, 'split' as const), records: some }),
      fc.record({ type: fc.constant('step' as const), records: some, by: fc.constantFrom(1 as const, -1 as const) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let state = begun;
        for (const one of steps) {
          const place = one.type === 'step' ? stepPlace(sweepsOf(state), new Set(one.records), one.by) : null;
          if (one.type !== 'step') state = reduceEdits(state, { type: one.type, records: one.records });
          else if (place !== null) state = reduceEdits(state, { type: 'move', records: one.records, place });
          const sweeps = sweepsOf(state);
          expect(
            sweeps
              .flatMap(({ records }) => records)
              .sort()
              .join(''),
          ).toBe('abcdef');
          expect(new Set(sweeps.map(({ key }) => key)).size).toBe(sweeps.length);
        }
        while (state.history.past.length > 0) state = reduceEdits(state, { type: 'undo' });
        expect(sweepsOf(state)).toEqual(proposed);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('stepPlace', () => {
  it('goes past one neighbour, and over the edge into the next sweep', () => {
    const [first, second] = proposed;
    expect(stepPlace(proposed, new Set(['b']), -1)).toEqual({ key: first!.key, before: 'a' });
    expect(stepPlace(proposed, new Set(['b']), 1)).toEqual({ key: first!.key, before: null });
    expect(stepPlace(proposed, new Set(['c']), 1)).toEqual({ key: second!.key, before: 'd' });
    expect(stepPlace(proposed, new Set(['d']), -1)).toEqual({ key: first!.key, before: null });
    expect(stepPlace(proposed, new Set(['a']), -1)).toBeNull();
    expect(stepPlace(proposed, new Set(['f']), 1)).toBeNull();
  });
});

describe('parseEdits', () => {
  it('leaves texts out that are no value, and names their fields once', () => {
    const { set, rows, wrong } = parseEdits({
      forAll: { gpu: 'L4', tp: 'two' },
      forRows: { a: { tp: '0', pp: '4' }, b: { tp: '' } },
    });
    expect({ set, rows, wrong }).toEqual({ set: { gpu: 'L4' }, rows: { a: { pp: 4 } }, wrong: ['tp'] });
  });
});

describe('toSettings', () => {
  it('names only the sweeps a person had a hand in', () => {
    const state = after(
      { type: 'rename', sweep: proposed[1]!.key, name: ' night run ' },
      { type: 'leave-out', records: ['a'] },
      { type: 'assign', companion: 'spec.yaml', files: ['a.txt'] },
      { type: 'choose', field: 'deployment.model', sources: { a: 'spec.yaml', b: 'spec.yaml' } },
    );
    expect(toSettings(state.history.present, sweepsOf(state), true)).toEqual({
      set: {},
      rows: {},
      leaveOut: ['a'],
      sweeps: [{ name: 'night run', records: ['d', 'e'], ordered: false }],
      choices: { a: { 'deployment.model': 'spec.yaml' }, b: { 'deployment.model': 'spec.yaml' } },
      companions: { 'spec.yaml': ['a.txt'] },
      skipProblems: true,
    });
  });
});

describe('sharedTexts', () => {
  it('is what all rows have in common', () => {
    expect(
      sharedTexts([
        { tp: '2', gpu: 'L4' },
        { tp: '4', gpu: 'L4' },
        { gpu: 'L4', pp: '1' },
      ]),
    ).toEqual({ gpu: 'L4' });
    expect(sharedTexts([])).toEqual({});
  });
});
