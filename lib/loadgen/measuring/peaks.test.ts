import { describe, expect, it } from 'vitest';
import { anOutcome } from '../testing/an-outcome';
import { peakChunksPerSecond, peakConcurrency } from './peaks';

describe('peakChunksPerSecond', () => {
  it('counts chunks in seconds since the first request was sent', () => {
    // Chunks at 5.9, 6.1, 6.3 | 6.4, 6.5, 6.6; seconds from 5.8: all but none below 6.8 = 6.
    const outcomes = [
      anOutcome({ startS: 5.8, ttftS: 0.1, itlS: [0.2, 0.2] }),
      anOutcome({ startS: 6.3, ttftS: 0.1, itlS: [0.1, 0.1] }),
      anOutcome({ startS: 7.0, ttftS: 0.1, itlS: [0.1] }),
    ];
    expect(peakChunksPerSecond(outcomes)).toBe(6);
  });

  it('passes over failed requests', () => {
    expect(peakChunksPerSecond([anOutcome({ failure: 'reset' })])).toBe(0);
  });
});

describe('peakConcurrency', () => {
  it('is exact: requests that follow one another do not overlap', () => {
    const outcomes = [0, 0.25, 0.5].map((startS) => anOutcome({ startS, latencyS: 0.25 }));
    expect(peakConcurrency(outcomes)).toBe(1);
  });

  it('counts those on their way at one moment', () => {
    const outcomes = [0, 0.1, 0.2, 0.35].map((startS) => anOutcome({ startS, latencyS: 0.2 }));
    expect(peakConcurrency(outcomes)).toBe(2);
    expect(peakConcurrency([])).toBe(0);
  });
});
