import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkInput } from './check-input';

const shape = z.strictObject({
  tp: z.int().min(1).max(8).optional(),
  kind: z.enum(['model', 'gpu']).optional(),
  names: z.array(z.string().max(3)).min(1).optional(),
  limit: z.coerce.number().optional(),
  one: z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string(), c: z.string() })]).optional(),
  told: z
    .union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int() })], { error: 'expected a or b' })
    .optional(),
  kinds: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })])
    .optional(),
  word: z.string().regex(/^x/, 'begins with x').optional(),
});
const messageOf = (value: unknown) => {
  const checked = checkInput(shape, value);
  return checked.success ? null : checked.message;
};

describe('checkInput', () => {
  it('hands on what fits', () => {
    expect(checkInput(shape, { tp: 4, limit: '7' })).toEqual({ success: true, data: { tp: 4, limit: 7 } });
  });

  it.each([
    [[], 'expected an object, found a list of 0.'],
    [undefined, 'expected an object, found nothing.'],
    [{ tp: 0 }, 'tp: expected at least 1, found 0.'],
    [{ tp: 9 }, 'tp: expected at most 8, found 9.'],
    [{ tp: 1.5 }, 'tp: expected a whole number, found 1.5.'],
    [{ tp: 'four' }, 'tp: expected a number, found "four".'],
    [{ limit: 'many' }, 'limit: expected a number, found text.'],
    [{ kind: 'cpu' }, 'kind: expected "model" or "gpu", found "cpu".'],
    [{ names: [] }, 'names: expected at least 1 entry, found a list of 0.'],
    [{ names: ['long'] }, 'names.0: expected at most 3 characters, found "long".'],
    [{ tpp: 1 }, '"tpp" is not known.'],
    [{ word: 'y' }, 'word: begins with x.'],
    [{ one: {} }, 'one.a: expected text, found nothing.'],
    [{ told: { a: 1, b: 1 } }, 'told: expected a or b.'],
    [{ kinds: { kind: 'c' } }, 'kinds.kind: expected one of the kinds there are.'],
    [{ tp: 0, kind: 1, names: 1, word: 'y' }, /^tp: .*; kind: .*; names: .*; and 1 more\.$/],
  ])('says of %j what was expected where, and what was found', (value, message) => {
    expect(messageOf(value)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  it.each([[{ word: 'x\0' }], [{ names: ['a', '\0'] }], [{ 'x\0': 1 }], ['\0']])('refuses the NUL in %j', (value) => {
    expect(messageOf(value)).toBe('expected text without NUL characters.');
  });

  it.each([[{ word: 'x\ud800' }], [{ names: ['\udc00a'] }], [{ 'x\ud800': 1 }]])(
    'refuses the half character in %j',
    (value) => {
      expect(messageOf(value)).toBe('expected text that is whole: half a character, a lone surrogate, was found.');
      expect(messageOf({ word: 'x😀' })).toBeNull();
    },
  );

  it('is not brought down by what is nested without end', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(messageOf(deep)).toBe('expected an object, found a list of 1.');
  });
});
