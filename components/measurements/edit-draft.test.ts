import { describe, expect, it } from 'vitest';
import { derive } from '@/lib/domain/derive';
import { aPoint } from '@/lib/domain/testing/a-point';
import { anEngine } from '@/lib/domain/topology';
import { commonTags, commonValue, foresee, readDraft } from './edit-draft';

const tp = (size: number, gpu: string | null = 'H100') =>
  aPoint({
    deployment: { topology: [anEngine({ tp: size })], hardware: { gpu } },
    throughput: { outputTokensPerS: 100 },
    tags: ['both', `tp${size}`],
  });

describe('commonValue', () => {
  it('tells a value all have from values that differ', () => {
    expect(commonValue([tp(2), tp(2)], 'tp')).toEqual({ kind: 'same', value: 2 });
    expect(commonValue([tp(2), tp(4)], 'tp')).toEqual({ kind: 'several' });
    expect(commonValue([tp(2), tp(4)], 'gpu')).toEqual({ kind: 'same', value: 'H100' });
    expect(commonValue([tp(2, null)], 'gpu')).toEqual({ kind: 'same', value: null });
  });
});

describe('commonTags', () => {
  it('gives the tags that every one has', () => {
    expect(commonTags([tp(2), tp(4)])).toEqual(['both']);
    expect(commonTags([])).toEqual([]);
  });
});

describe('readDraft', () => {
  it('makes an edit of what was touched alone', () => {
    expect(readDraft({}, [])).toEqual({ kind: 'nothing' });
    expect(readDraft({ tp: ' 4 ', gpu: 'L4', ignoreEos: 'yes' }, [])).toEqual({
      kind: 'edit',
      set: { tp: 4, gpu: 'L4', ignoreEos: true },
    });
  });

  it('takes an emptied field for a value nobody knows, where that can be', () => {
    expect(readDraft({ gpu: '', isl: ' ' }, [])).toEqual({ kind: 'edit', set: { gpu: null, isl: null } });
    expect(readDraft({ tp: '' }, [])).toEqual({
      kind: 'wrong',
      problems: new Map([['tp', 'expected a whole number of at least 1']]),
    });
  });

  it('adds tags that are new and removes those that went', () => {
    expect(readDraft({ tags: 'kept, new,' }, ['kept', 'gone'])).toEqual({
      kind: 'edit',
      set: { addTags: ['new'], removeTags: ['gone'] },
    });
    expect(readDraft({ tags: 'kept' }, ['kept'])).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['tp', '2.5', 'expected a whole number of at least 1'],
    ['tp', 'four', 'expected a whole number of at least 1'],
    ['lengthSpread', '2', 'expected a share from 0 to 1'],
    ['temperature', '-1', 'expected a number of at least 0'],
  ] as const)('says what is wrong with %s = %s', (field, text, message) => {
    expect(readDraft({ [field]: text }, [])).toEqual({ kind: 'wrong', problems: new Map([[field, message]]) });
  });
});

describe('foresee', () => {
  it('derives what the numbers will be', () => {
    const seen = foresee([tp(2)], { tp: 4 });
    expect('held' in seen && seen.held.map(({ base }) => derive(base).outputTokensPerSPerGpu)).toEqual([25]);
  });

  it('says for which file an edit makes no sense', () => {
    const none = aPoint({ source: { file: 'x.json' } });
    expect(foresee([none], { pp: 2 })).toEqual({ refusal: 'x.json has no topology yet: set its TP too.' });
  });
});
