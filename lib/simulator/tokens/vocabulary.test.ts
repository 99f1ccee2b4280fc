import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderChat } from './chat-template';
import { detokenize, isToken, tokenize, VOCABULARY_SIZE, wordToken } from './vocabulary';

describe('tokenize', () => {
  it('gives any text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(detokenize(tokenize(text))).toBe(text);
      }),
      { seed: 3 },
    );
  });

  it('gives every token that is not a lone byte back', () => {
    for (let token = 256; token < VOCABULARY_SIZE; token += 1) {
      const [first, ...rest] = tokenize(detokenize([token]));
      if (first !== token || rest.length > 0)
        throw new Error(`Token ${token} came back as ${first} and ${rest.length} more`);
    }
  });

  it('gives words written by the simulator back as they were, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 100 }), (draws) => {
        const tokens = draws.map(wordToken);
        expect(tokenize(detokenize(tokens))).toEqual(tokens);
      }),
      { seed: 3 },
    );
  });

  it('needs about three characters of English a token', () => {
    const text = 'The quick brown fox jumps over the lazy dog, and 2024 other animals look on.';
    expect(text.length / tokenize(text).length).toBeGreaterThan(2.2);
  });
});

describe('detokenize', () => {
  it.each([-1, VOCABULARY_SIZE, 1.5])('refuses %d', (token) => {
    expect(isToken(token)).toBe(false);
    expect(() => detokenize([token])).toThrow(RangeError);
  });
});

describe('renderChat', () => {
  it('keeps the start of a conversation when it goes on', () => {
    const first = { role: 'user', content: 'hello there' };
    const opened = renderChat([first]);
    const later = renderChat([first, { role: 'assistant', content: 'good day' }, { role: 'user', content: 'again' }]);
    expect(later.slice(0, opened.length)).toEqual(opened);
  });
});
