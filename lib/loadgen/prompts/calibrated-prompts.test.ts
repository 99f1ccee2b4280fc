import { describe, expect, it } from 'vitest';
import { mean } from '../measuring/statistics';
import { seededRandom } from '../random-source';
import { buildCalibratedPrompts } from './calibrated-prompts';

const wordsIn = (text: string) => text.split(' ').length;
const lengths = Array.from({ length: 50 }, () => ({ inputTokens: 300, outputTokens: 16 }));
const build = (measure: (text: string) => Promise<number | null>, prefixLen = 0) =>
  buildCalibratedPrompts(measure, lengths, prefixLen, seededRandom(1, 'prompts'));

describe('buildCalibratedPrompts', () => {
  it('makes prompts of as many words as the server counts tokens', async () => {
    const count = (text: string) => Math.round(12 + 1.25 * wordsIn(text));
    const { samples, notices } = await build((text) => Promise.resolve(count(text)));
    expect(mean(samples.map(({ prompt }) => count(prompt as string)))).toBeCloseTo(300, -0.5);
    expect(notices).toEqual(['Prompts are made of 1.250 tokens a word; input tokens are those the server reports.']);
  });

  it('takes a word for a token where the server counts none, and says so', async () => {
    const { samples, notices } = await build(() => Promise.resolve(null));
    expect(samples.map(({ prompt }) => wordsIn(prompt as string))).toEqual(lengths.map(() => 300));
    expect(notices[0]).toContain('not exact');
  });

  it('shares the first words of all prompts as a prefix', async () => {
    const { samples } = await build((text) => Promise.resolve(wordsIn(text)), 40);
    expect(new Set(samples.map(({ prompt }) => (prompt as string).split(' ').slice(0, 40).join(' '))).size).toBe(1);
    expect(samples.map(({ prompt }) => wordsIn(prompt as string))).toEqual(lengths.map(() => 340));
    expect(samples[0]?.promptTokens).toBe(340);
  });
});
