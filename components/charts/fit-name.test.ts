import { describe, expect, it } from 'vitest';
import { fitName } from './fit-name';

const within = (length: number) => (name: string) => name.length <= length;

describe('fitName', () => {
  it('leaves a name that fits', () => expect(fitName('Llama · H100', within(12))).toBe('Llama · H100'));

  it('cuts the longest part and keeps what tells lines apart', () => {
    expect(fitName('Meta-Llama-3.1-70B-Instruct · H100', within(20))).toBe('Meta-Llama-3… · H100');
    expect(fitName('Meta-Llama-3.1-70B-Instruct · A100', within(20))).toBe('Meta-Llama-3… · A100');
  });

  it('ends where nothing helps', () => expect(fitName('Llama · H100', within(1))).toBe('… · …'));
});
