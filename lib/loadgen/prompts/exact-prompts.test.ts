import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random-source';
import { fakeTokenizer } from '../testing/fake-tokenizer';
import { buildExactPrompts } from './exact-prompts';

const lengths = (...inputs: number[]) => inputs.map((inputTokens) => ({ inputTokens, outputTokens: 16 }));
const build = (seed: number, prefixLen = 0, tokenizer = fakeTokenizer()) =>
  buildExactPrompts(tokenizer, lengths(1, 7, 100, 500), prefixLen, seededRandom(seed, 'prompts'));

describe('buildExactPrompts', () => {
  it('makes prompts of exactly so many tokens although neighbours merge', async () => {
    const tokenizer = fakeTokenizer();
    const { samples, notices } = await build(1, 0, tokenizer);
    const counts = await Promise.all(
      samples.map(async ({ prompt }) => (await tokenizer.tokenize(prompt as string)).length),
    );
    expect(counts).toEqual([1, 7, 100, 500]);
    expect(notices).toEqual([]);
  });

  it("counts the model's own tokens as part of the prompt", async () => {
    const { samples } = await build(1);
    expect(samples.map(({ promptTokens }) => promptTokens)).toEqual([2, 8, 101, 501]);
  });

  it('gives the same prompts for the same seed, others for another', async () => {
    const prompts = async (seed: number) => (await build(seed)).samples.map(({ prompt }) => prompt);
    expect(await prompts(1)).toEqual(await prompts(1));
    expect(await prompts(1)).not.toEqual(await prompts(2));
  });

  it('puts the shared prefix in front and on top', async () => {
    const tokenizer = fakeTokenizer();
    tokenizer.merge = false;
    const { samples } = await build(1, 20, tokenizer);
    const starts = samples.map(({ prompt }) => (prompt as string).split(' ').slice(0, 20).join(' '));
    expect(new Set(starts).size).toBe(1);
    expect(samples.map(({ promptTokens }) => promptTokens)).toEqual([22, 28, 121, 521]);
  });

  it('refuses a tokenizer that knows next to nothing', async () => {
    const tokenizer = { ...fakeTokenizer(), tokenize: () => Promise.resolve([1, 2]) };
    await expect(buildExactPrompts(tokenizer, lengths(10), 0, seededRandom(1, 'x'))).rejects.toThrow('only 2 tokens');
  });

  it('gives up a prompt that never comes right and says so', async () => {
    const tokenizer = fakeTokenizer(0);
    let round = 0;
    const odd = {
      ...tokenizer,
      tokenize: async (text: string) => {
        const tokens = await tokenizer.tokenize(text);
        return round++ === 0 ? tokens : tokens.slice(1);
      },
    };
    const { samples, notices } = await buildExactPrompts(odd, lengths(10), 0, seededRandom(1, 'x'));
    expect(samples[0]?.promptTokens).toBe(9);
    expect(notices).toEqual(['WARNING: 1 of 1 prompts could not be made of exact length.']);
  });
});
