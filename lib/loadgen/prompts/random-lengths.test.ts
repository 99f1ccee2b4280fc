import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random-source';
import { drawLengths, type LengthRequest } from './random-lengths';

const draw = (changes: Partial<LengthRequest>) =>
  drawLengths(
    { count: 2000, inputLen: 100, outputLen: 10, rangeRatio: { input: 0, output: 0 }, specialTokens: 0, ...changes },
    seededRandom(1, 'lengths'),
  );
const span = (values: number[]) => [Math.min(...values), Math.max(...values)];

describe('drawLengths', () => {
  it('is exact for a ratio of 0, less the tokens the model adds', () => {
    expect(new Set(draw({ specialTokens: 1 }).map(({ inputTokens }) => inputTokens))).toEqual(new Set([99]));
  });

  it('draws from length x (1 - ratio) to length x (1 + ratio), rounded outwards', () => {
    const lengths = draw({ inputLen: 101, rangeRatio: { input: 0.5, output: 0.25 } });
    expect(span(lengths.map(({ inputTokens }) => inputTokens))).toEqual([50, 152]);
    expect(span(lengths.map(({ outputTokens }) => outputTokens))).toEqual([7, 13]);
  });

  it('asks for one output token at least', () => {
    const lengths = draw({ outputLen: 1, rangeRatio: { input: 0, output: 0.9 } });
    expect(span(lengths.map(({ outputTokens }) => outputTokens))).toEqual([1, 2]);
  });
});
