import { describe, expect, it } from 'vitest';
import { anOutcome } from '../testing/an-outcome';
import { countGood } from './goodput';

describe('countGood', () => {
  const slow = anOutcome({ ttftS: 0.5, latencyS: 0.7 });
  const fast = anOutcome();

  it('counts requests that meet every limit, limits included', () => {
    expect(countGood([fast, slow], { ttft: 100, tpot: 100, e2el: 300 })).toBe(1);
    expect(countGood([fast, slow], { ttft: 99 })).toBe(0);
    expect(countGood([fast, slow], { tpot: 101 })).toBe(2);
  });

  it('never counts a failed request', () => {
    expect(countGood([anOutcome({ failure: 'reset' })], {})).toBe(0);
  });

  it('takes the TPOT of a single token for met', () => {
    expect(countGood([anOutcome({ outputTokens: 1 })], { tpot: 0 })).toBe(1);
  });
});
