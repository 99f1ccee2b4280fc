import type { ServerTokenizer } from '../server-tokenizer';

/**
 * A tokenizer of words, each with the space before it a token, that merges some neighbours as real ones do: a token id
 * divisible by 5 swallows a following one divisible by 3. `asked` counts its calls.
 */
export function fakeTokenizer(specialTokens = 1): ServerTokenizer & { asked: () => number; merge: boolean } {
  const ids = new Map<string, number>();
  const words: string[] = [];
  let asked = 0;
  const idOf = (word: string) => {
    let id = ids.get(word);
    if (id === undefined) {
      id = words.push(word) - 1;
      ids.set(word, id);
    }
    return id;
  };
  const self = {
    specialTokens,
    merge: true,
    asked: () => asked,
    tokenize: (text: string) => {
      asked += 1;
      const tokens: number[] = [];
      for (const word of text.split(/\s+/).filter(Boolean)) {
        const id = idOf(word);
        const before = tokens.at(-1);
        const merges = self.merge && before !== undefined && before % 5 === 0 && id % 3 === 0;
        if (merges) tokens[tokens.length - 1] = idOf(`${words[before] ?? ''}-${word}`);
        else tokens.push(id);
      }
      return Promise.resolve(tokens);
    },
    detokenize: (tokens: readonly number[]) => {
      asked += 1;
      return Promise.resolve(tokens.map((token) => words[token]).join(' '));
    },
  };
  return self;
}
