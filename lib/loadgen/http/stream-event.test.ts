import { describe, expect, it } from 'vitest';
import { readStreamEvent } from './stream-event';

const read = (body: unknown) => readStreamEvent(JSON.stringify(body));

describe('readStreamEvent', () => {
  it('takes a completion chunk', () => {
    const event = read({ choices: [{ index: 0, text: ' word', finish_reason: null }], usage: null });
    expect(event).toEqual({ kind: 'chunk', text: ' word', finished: false, usage: null });
  });

  it('takes a chat chunk, its reasoning too', () => {
    expect(read({ choices: [{ delta: { content: 'a' } }] })).toMatchObject({ kind: 'chunk', text: 'a' });
    expect(read({ choices: [{ delta: { reasoning_content: 'b' } }] })).toMatchObject({ kind: 'chunk', text: 'b' });
    expect(read({ choices: [{ delta: { reasoning: 'c' } }] })).toMatchObject({ kind: 'chunk', text: 'c' });
  });

  it('takes a chunk without a text, as vLLM counts the message of the role', () => {
    expect(read({ choices: [{ delta: { role: 'assistant', content: '' } }] })).toMatchObject({
      kind: 'chunk',
      text: '',
    });
  });

  it('takes the usage of a chunk of its own and of a chunk with choices', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 };
    expect(read({ choices: [], usage })).toEqual({ kind: 'usage', usage: { promptTokens: 3, outputTokens: 5 } });
    expect(read({ choices: [{ text: 'x', finish_reason: 'stop' }], usage })).toMatchObject({
      kind: 'chunk',
      finished: true,
      usage: { outputTokens: 5 },
    });
  });

  it('knows the end', () => {
    expect(readStreamEvent('[DONE]')).toEqual({ kind: 'done' });
    expect(readStreamEvent('[DONE] ')).toEqual({ kind: 'done' });
  });

  it('knows errors in every shape servers send', () => {
    expect(read({ error: { message: 'out of memory', code: 500 } })).toEqual({
      kind: 'error',
      message: 'out of memory',
    });
    expect(read({ error: 'busy' })).toEqual({ kind: 'error', message: 'busy' });
    expect(read({ error: { code: 7 } })).toEqual({ kind: 'error', message: '{"code":7}' });
    expect(read({ object: 'error', message: 'no such model' })).toEqual({ kind: 'error', message: 'no such model' });
  });

  it('calls what is no JSON object garbage', () => {
    for (const data of ['{"choices": [', 'hello', '7', 'null', '[1]'])
      expect(readStreamEvent(data).kind).toBe('garbage');
  });

  it('passes over an object that carries nothing', () => {
    expect(read({ object: 'chunk', choices: [], usage: null })).toEqual({ kind: 'empty' });
    expect(read({ choices: [null], usage: { prompt_tokens: -1, completion_tokens: 'x' } })).toEqual({ kind: 'empty' });
  });
});
