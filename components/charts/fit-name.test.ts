import { describe, expect, it } from 'vitest';
import { fitName } from './fit-name';

const within = (length: number) => (name: string) => name.length <= length;

describe('fitName', () => {
  it('leaves a name that fits', () => expect(fitName('Llama · H100', within(12))).toBe('Llama · H100'));

  it('cuts the longest part and keeps what tells lines apart', () => {
    expect(fitName('Meta-Llama-3.1-70B-Instruct · H100', within(20))).toBe('Meta-Llama-3… · H100');
    expect(fitName('Meta-Llama-3.1-70B-Instruct · A100', within(20))).toBe('Meta-Llama-3… · A100');
  });

  it('drops long parts before the short ones that tell lines apart', () => {
    const name = 'Llama-3.1-70B-Instruct-FP8 · H100 · TP2 · PP1 · DP1 · random · 1,024 in / 256 out · simulated';
    expect(fitName(name, within(24))).toBe('… · TP2 · PP1 · DP1');
  });

  it('ends where nothing helps', () => expect(fitName('Llama · H100', within(1))).toBe('…'));
});
