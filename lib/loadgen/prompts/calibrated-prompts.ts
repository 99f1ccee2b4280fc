import { randomInteger, type RandomSource } from '../random-source';
import type { RequestLengths } from './random-lengths';
import type { SampleSet } from './sample';
import { words } from './words';

/** How many tokens the server counts for a prompt; null where it does not say. */
export type PromptMeter = (text: string) => Promise<number | null>;

const fewWords = 8;
const manyWords = 264;

/**
 * Random prompts of about so many tokens, for a server without a tokenizer: two short requests tell how many tokens it
 * counts for words of our list, and prompts are made of as many words as that gives. The server's count of each prompt
 * is what is reported in the end. Without any count a word is taken for a token, and a notice says so.
 */
export async function buildCalibratedPrompts(
  measure: PromptMeter,
  lengths: readonly RequestLengths[],
  prefixLen: number,
  random: RandomSource,
): Promise<SampleSet> {
  const say = (count: number) =>
    Array.from({ length: count }, () => words[randomInteger(random, 0, words.length - 1)]).join(' ');
  const few = await measure(say(fewWords));
  const many = few === null ? null : await measure(say(manyWords));
  const known = few !== null && many !== null && many > few;
  const perWord = known ? (many - few) / (manyWords - fewWords) : 1;
  const around = known ? Math.max(0, few - perWord * fewWords) : 0;
  const wordsFor = (tokens: number) => Math.max(0, Math.round(tokens / perWord));
  const prefix = prefixLen === 0 ? '' : `${say(wordsFor(prefixLen))} `;
  const samples = lengths.map(({ inputTokens, outputTokens }) => ({
    prompt: prefix + say(Math.max(1, wordsFor(inputTokens - around))),
    promptTokens: prefixLen + inputTokens,
    outputTokens,
  }));
  const notice = known
    ? `Prompts are made of ${perWord.toFixed(3)} tokens a word; input tokens are those the server reports.`
    : 'WARNING: the server reports no prompt tokens: a word is taken for a token, and input lengths are not exact.';
  return { samples, notices: [notice] };
}
