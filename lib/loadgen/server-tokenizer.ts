import { fetchJson } from './http/fetch-text';
import { isRecord } from './is-record';
import type { HttpTarget } from './http/target';

/** The tokenizer of the served model, reached over vLLM's `/tokenize` and `/detokenize`. */
export interface ServerTokenizer {
  /** Token ids of a text, without those the model puts around each prompt. */
  tokenize(text: string): Promise<number[]>;
  detokenize(tokens: readonly number[]): Promise<string>;
  /** How many tokens the model puts around each prompt, such as one for the beginning of the sequence. */
  specialTokens: number;
}

const limits = { deadlineMs: 30_000, maxBytes: 64 * 2 ** 20 };

/** The tokenizer of a server; null, and the reason, where it has none that answers as vLLM's does. */
export async function findServerTokenizer(
  target: HttpTarget,
  model: string,
  signal?: AbortSignal,
): Promise<{ tokenizer: ServerTokenizer } | { tokenizer: null; reason: string }> {
  const tokenize = async (prompt: string, addSpecialTokens: boolean) => {
    const body = { model, prompt, add_special_tokens: addSpecialTokens };
    return readTokens(await fetchJson(target, { method: 'POST', path: '/tokenize', body, ...limits }, signal));
  };
  const detokenize = async (tokens: readonly number[]) => {
    const body = { model, tokens };
    return readPrompt(await fetchJson(target, { method: 'POST', path: '/detokenize', body, ...limits }, signal));
  };
  try {
    const bare = await tokenize('one two three', false);
    const whole = await tokenize('one two three', true);
    await detokenize(bare);
    const specialTokens = Math.max(0, whole.length - bare.length);
    return { tokenizer: { tokenize: (text) => tokenize(text, false), detokenize, specialTokens } };
  } catch (error) {
    signal?.throwIfAborted();
    return { tokenizer: null, reason: (error as Error).message };
  }
}

function readTokens(answer: unknown): number[] {
  const tokens: unknown = isRecord(answer) ? answer.tokens : null;
  if (Array.isArray(tokens) && tokens.every((token): token is number => Number.isInteger(token))) return tokens;
  throw new Error('/tokenize answers without a list of token ids');
}

function readPrompt(answer: unknown): string {
  const prompt = isRecord(answer) ? answer.prompt : null;
  if (typeof prompt === 'string') return prompt;
  throw new Error('/detokenize answers without a prompt');
}
