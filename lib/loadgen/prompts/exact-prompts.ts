import { randomInteger, type RandomSource } from '../random-source';
import type { ServerTokenizer } from '../server-tokenizer';
import { mapConcurrently } from './map-concurrently';
import type { RequestLengths } from './random-lengths';
import type { Sample, SampleSet } from './sample';
import { words } from './words';

const maxRepairs = 10;
const smallestPool = 32;

/**
 * Random prompts of exactly so many tokens by the server's own tokenizer: built of random tokens, turned into text,
 * counted again, and cut or filled up until the count is right, since neighbouring tokens may merge. Those that will
 * not come right are counted in a notice. All share their first `prefixLen` tokens, which come on top.
 */
export async function buildExactPrompts(
  tokenizer: ServerTokenizer,
  lengths: readonly RequestLengths[],
  prefixLen: number,
  random: RandomSource,
): Promise<SampleSet> {
  const pool = [...new Set(await tokenizer.tokenize(words.join(' ')))];
  if (pool.length < smallestPool)
    throw new Error(`/tokenize knows only ${pool.length} tokens for ${words.length} words`);
  const draw = (count: number) =>
    Array.from({ length: count }, () => pool[randomInteger(random, 0, pool.length - 1)] ?? 0);
  const prefix = draw(prefixLen);
  // Drawn before the first answer, so that the prompts do not depend on which answer comes first.
  const plans = lengths.map(({ inputTokens, outputTokens }) => ({
    tokens: [...prefix, ...draw(inputTokens)],
    spare: draw(maxRepairs),
    outputTokens,
  }));
  const samples = await mapConcurrently(plans, 16, async ({ tokens, spare, outputTokens }): Promise<Sample> => {
    const { text, count } = await repairPrompt(tokenizer, tokens, spare);
    return { prompt: text, promptTokens: count + tokenizer.specialTokens, outputTokens };
  });
  const wrong = samples.filter(
    ({ promptTokens }, index) => promptTokens - tokenizer.specialTokens !== plans[index]?.tokens.length,
  );
  const notices =
    wrong.length === 0
      ? []
      : [`WARNING: ${wrong.length} of ${samples.length} prompts could not be made of exact length.`];
  return { samples, notices };
}

async function repairPrompt(
  tokenizer: ServerTokenizer,
  wanted: readonly number[],
  spare: readonly number[],
): Promise<{ text: string; count: number }> {
  let tokens = wanted;
  for (let round = 0; ; round++) {
    const text = await tokenizer.detokenize(tokens);
    const read = await tokenizer.tokenize(text);
    if (read.length === wanted.length || round === maxRepairs) return { text, count: read.length };
    const missing = Math.max(0, wanted.length - read.length);
    // Another filler each round: the same one would merge the same way again.
    const filler = Array.from({ length: missing }, (_, index) => spare[(round + index) % spare.length] ?? 0);
    tokens = [...read.slice(0, wanted.length), ...filler];
  }
}
