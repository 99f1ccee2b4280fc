import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random-source';
import { temporaryFiles } from '../testing/temporary-files';
import { type CustomRequest, readCustom } from './custom';

const write = temporaryFiles();

describe('readCustom', () => {
  const read = async (text: string, changes: Partial<CustomRequest> = {}) => {
    const path = write(text);
    return readCustom(
      { path, count: 0, outputLen: 32, shuffle: false, chat: false, ...changes },
      seededRandom(1, 'dataset'),
    );
  };

  it('reads prompts line by line', async () => {
    const samples = await read('\uFEFF{"prompt": "one"}\r\n\n{"prompt": "two two"}');
    expect(samples).toEqual([
      { prompt: 'one', promptTokens: 1, outputTokens: 32 },
      { prompt: 'two two', promptTokens: 2, outputTokens: 32 },
    ]);
  });

  it('takes the output length from the line when asked to', async () => {
    const samples = await read('{"prompt": "one", "output_tokens": 5}', { outputLen: null });
    expect(samples[0]?.outputTokens).toBe(5);
    await expect(read('{"prompt": "one"}', { outputLen: null })).rejects.toThrow('line 1: expected "output_tokens"');
  });

  it('takes lists of messages for chat only', async () => {
    const line = '{"prompt": [{"role": "user", "content": "hi"}]}';
    expect((await read(line, { chat: true }))[0]?.prompt).toEqual([{ role: 'user', content: 'hi' }]);
    await expect(read(line)).rejects.toThrow('line 1: expected a "prompt" that is a text');
  });

  it('names the line that is wrong', async () => {
    await expect(read('{"prompt": "one"}\n{"prompt":')).rejects.toThrow('line 2: expected a JSON object');
    await expect(read('[1]')).rejects.toThrow('line 1: expected a "prompt"');
  });
});
