import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumberList, writeNumberList } from './number-list';

const loads = { whole: true, most: 200 };

describe('parseNumberList', () => {
  it.each([
    ['1, 2,4', [1, 2, 4]],
    ['8 1 8', [1, 8]],
    ['1..64', [1, 2, 4, 8, 16, 32, 64]],
    ['1..100', [1, 2, 4, 8, 16, 32, 64, 100]],
    ['1..4; 3', [1, 2, 3, 4]],
  ])('reads %j', (text, numbers) => {
    expect(parseNumberList(text, loads)).toEqual(numbers);
  });

  it('keeps fractions where they make sense', () => {
    expect(parseNumberList('0.5..2', { whole: false, most: 10 })).toEqual([0.5, 1, 2]);
  });

  it.each([
    ['', 'At least one number'],
    ['1.5', '“1.5” is not a whole number from 1'],
    ['0', '“0” is not'],
    ['-4', '“-4” is not'],
    ['eight', '“eight” is not'],
    ['64..1', 'does not lead upwards'],
    ['0..8', 'does not lead upwards'],
    [Array.from({ length: 201 }, (_, i) => i + 1).join(), 'At most 200 numbers; these are 201.'],
  ])('says what is wrong with %.20j', (text, sentence) => {
    expect(parseNumberList(text, loads)).toContain(sentence);
  });
});

describe('writeNumberList', () => {
  it('writes runs of doublings as ranges', () => {
    expect(writeNumberList([64, 1, 2, 4, 8, 16, 32])).toBe('1..64');
    expect(writeNumberList([1, 2, 4, 10])).toBe('1, 2, 4, 10');
  });

  it('is read back as the same numbers', () => {
    const someNumbers = fc.uniqueArray(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(someNumbers, (numbers) => {
        expect(parseNumberList(writeNumberList(numbers), loads)).toEqual([...numbers].sort((a, b) => a - b));
      }),
      { seed: 4 },
    );
  });
});
