import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFiles } from '../testing/temporary-files';
import { readJsonArray } from './read-json-array';

const write = temporaryFiles();

describe('readJsonArray', () => {
  const read = async (text: string) => {
    const elements: unknown[] = [];
    for await (const element of readJsonArray(write(text))) elements.push(element);
    return elements;
  };

  it('gives the elements of any array, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(0, 2), async (array, indent) => {
        const text = JSON.stringify(array, null, indent);
        expect(await read(text)).toEqual(JSON.parse(text));
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it('reads arrays longer than one piece of the file', async () => {
    const array = Array.from({ length: 3000 }, (_, index) => ({ text: `"${'é'.repeat(50)}[{,\\`, index }));
    expect(await read(JSON.stringify(array))).toEqual(array);
  });

  it('refuses what is no array or ends too soon', async () => {
    await expect(read('{"a": 1}')).rejects.toThrow('no JSON array');
    await expect(read('[1, 2')).rejects.toThrow('ends within');
    await expect(read('[1] 2')).rejects.toThrow('text after the array');
    await expect(read('[1, x]')).rejects.toThrow(SyntaxError);
    await expect(read('')).rejects.toThrow('ends within');
  });
});
