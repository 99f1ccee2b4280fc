import { describe, expect, it } from 'vitest';
import { connectTarget } from './http/target';
import { findServerTokenizer } from './server-tokenizer';
import { type Handler, json, startServer } from './testing/fake-server';

const find = async (routes: Readonly<Record<string, Handler>>) => {
  const { url } = await startServer(routes);
  return findServerTokenizer(connectTarget({ baseUrl: url }), 'm');
};

describe('findServerTokenizer', () => {
  it('counts the tokens that the model puts around a prompt', async () => {
    const tokenize: Handler = (request, response, body) => {
      const special = (JSON.parse(body) as { add_special_tokens: boolean }).add_special_tokens;
      json({ tokens: special ? [1, 5, 6, 2] : [5, 6] })(request, response, body);
    };
    const { tokenizer } = await find({ 'POST /tokenize': tokenize, 'POST /detokenize': json({ prompt: 'x' }) });
    expect(tokenizer?.specialTokens).toBe(2);
    expect(await tokenizer?.tokenize('x')).toEqual([5, 6]);
    expect(await tokenizer?.detokenize([5])).toBe('x');
  });

  it.each([
    ['has none', {}, 'HTTP 404'],
    ['answers with words', { 'POST /tokenize': json({ tokens: ['a', 'b'] }) }, 'without a list of token ids'],
    ['answers with no JSON', { 'POST /tokenize': (_: unknown, response) => response.end('<html>') }, 'not JSON'],
    [
      'cannot go back',
      { 'POST /tokenize': json({ tokens: [1] }), 'POST /detokenize': json({ text: 'x' }) },
      'without a prompt',
    ],
  ] satisfies [string, Record<string, Handler>, string][])(
    'does without where the server %s',
    async (_, routes, reason) => {
      expect(await find(routes)).toMatchObject({ tokenizer: null, reason: expect.stringContaining(reason) as string });
    },
  );
});
