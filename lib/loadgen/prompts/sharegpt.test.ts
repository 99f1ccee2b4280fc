import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random-source';
import { temporaryFiles } from '../testing/temporary-files';
import { readShareGpt } from './sharegpt';

const write = temporaryFiles();

describe('readShareGpt', () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}`).join(' ');
  const talk = (question: number, answer: number) => ({
    id: 'x',
    conversations: [
      { from: 'human', value: words(question) },
      { from: 'gpt', value: words(answer) },
    ],
  });
  const countWords = (text: string) => Promise.resolve(text.split(' ').length);
  const read = async (entries: unknown[], changes: object = {}) => {
    const path = write(JSON.stringify(entries));
    return readShareGpt(
      { path, count: 10, outputLen: null, shuffle: false, ...changes },
      countWords,
      seededRandom(1, 'dataset'),
    );
  };

  it('asks first questions for as many tokens as their answers had', async () => {
    const samples = await read([talk(5, 7), talk(6, 8)]);
    expect(samples.map(({ promptTokens, outputTokens }) => [promptTokens, outputTokens])).toEqual([
      [5, 7],
      [6, 8],
    ]);
  });

  it("leaves out what vLLM's client does: short, long, without an answer", async () => {
    const entries = [talk(3, 9), talk(9, 3), talk(1025, 9), talk(1000, 1049), talk(4, 4), talk(1024, 1024)];
    expect(await read([...entries, { conversations: [{ value: 'alone' }] }, 7, {}])).toHaveLength(2);
  });

  it('takes an output length that is asked for, however short', async () => {
    expect((await read([talk(9, 3)], { outputLen: 2 })).map(({ outputTokens }) => outputTokens)).toEqual([2]);
  });

  it('stops at the count and shuffles by the seed', async () => {
    const entries = Array.from({ length: 300 }, (_, index) => talk(4 + index, 10));
    const shuffled = (await read(entries, { shuffle: true, count: 200 })).map(({ promptTokens }) => promptTokens);
    expect(shuffled).toHaveLength(200);
    expect(shuffled).not.toEqual([...shuffled].sort((one, other) => one - other));
  });
});
