import { describe, expect, it } from 'vitest';
import { AnswerReader } from './answer-reader';

const event = (body: unknown) => `data: ${typeof body === 'string' ? body : JSON.stringify(body)}\n\n`;
const token = (text: string, finish: string | null = null) => event({ choices: [{ text, finish_reason: finish }] });
const usage = event({ choices: [], usage: { prompt_tokens: 4, completion_tokens: 2 } });

function readAll(pieces: readonly (readonly [text: string, atMs: number])[], keepText = true) {
  const reader = new AnswerReader(keepText);
  const states = pieces.map(([text, atMs]) => reader.take(Buffer.from(text), atMs));
  return { reader, states, missing: reader.close(99) };
}

describe('AnswerReader', () => {
  it('times chunks with choices and keeps the usage', () => {
    const { reader, missing } = readAll([
      [token('a'), 10],
      [token('b'), 20],
      [usage + event('[DONE]'), 30],
    ]);
    expect(missing).toBeNull();
    expect(reader.answer).toEqual({
      chunkTimesMs: [10, 20],
      textChunks: 2,
      usage: { promptTokens: 4, outputTokens: 2 },
      text: 'ab',
    });
  });

  it('gives chunks that came together the same time', () => {
    expect(readAll([[token('a') + token('b'), 10]]).reader.answer.chunkTimesMs).toEqual([10, 10]);
  });

  it('counts a chunk when its last byte came', () => {
    const text = token('a');
    const { reader } = readAll([
      [text.slice(0, 9), 10],
      [text.slice(9), 20],
    ]);
    expect(reader.answer.chunkTimesMs).toEqual([20]);
  });

  it('keeps no text unless asked to', () => {
    expect(readAll([[token('a'), 1]], false).reader.answer.text).toBe('');
  });

  it('takes an answer for whole after [DONE], a finish reason or a usage', () => {
    for (const end of [event('[DONE]'), token('', 'stop'), usage]) {
      expect(readAll([[token('a') + end, 1]]).missing).toBeNull();
    }
  });

  it('misses the end of an answer that just stops', () => {
    expect(readAll([[token('a'), 1]]).missing).toBe('the stream ended after 1 chunks without [DONE]');
  });

  it('quotes an answer that is no event stream', () => {
    expect(readAll([['<html>Bad gateway', 1]]).missing).toBe(
      'no chunk with choices in the answer: it begins "<html>Bad gateway"',
    );
    expect(readAll([]).missing).toBe('no chunk with choices in the answer: it is empty');
  });

  it('fails at an error in the middle and reads no further', () => {
    const { reader, states } = readAll([[token('a') + event({ error: { message: 'engine died' } }) + token('b'), 1]]);
    expect(states).toEqual([{ kind: 'failed', reason: 'the server sent an error: engine died' }]);
    expect(reader.answer.chunkTimesMs).toHaveLength(1);
  });

  it('fails at an event that is not JSON', () => {
    expect(readAll([['data: {"choices"\n\n', 1]]).states[0]).toEqual({
      kind: 'failed',
      reason: 'the server sent an event that is not JSON: {"choices"',
    });
  });
});
