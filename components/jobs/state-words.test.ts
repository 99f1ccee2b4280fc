import { describe, expect, it } from 'vitest';
import type { JobState } from '@/lib/domain/plan/job-state';
import { countWords, remainingWords, sentenceOf } from './state-words';

const since = '2026-01-01T00:00:00Z';
const running: JobState = { phase: 'running', since, done: 2, failed: 1, total: 7, current: null };
const succeeded: JobState = { phase: 'succeeded', since, done: 5, failed: 0, total: 7 };

describe('countWords', () => {
  it('says what failed besides what is measured', () => {
    expect(countWords({ done: 2, failed: 1, total: 7 }, running)).toBe('2 of 7 measured, 1 failed');
  });

  it('does not count what an adaptive sweep did not need', () => {
    expect(countWords({ done: 5, failed: 0, total: 7 }, succeeded)).toBe('5 measured');
    expect(countWords({ done: 7, failed: 0, total: 7 }, { ...succeeded, done: 7 })).toBe('7 of 7 measured');
  });
});

describe('remainingWords', () => {
  it('promises no end to what has not begun', () => {
    expect(remainingWords({ remainingS: 70, state: { phase: 'queued', since } })).toBe('takes about 70 s');
    expect(remainingWords({ remainingS: 70, state: running })).toBe('about 70 s left');
    expect(remainingWords({ remainingS: 70, state: succeeded })).toBeNull();
  });
});

describe('sentenceOf', () => {
  it.each([
    ['the server ended; see server.log', 'The server ended; see server.log.'],
    ['vllm serve was not ready after 8 s', 'vllm serve was not ready after 8 s.'],
    ['vLLM does not take it.', 'vLLM does not take it.'],
    ['4 GPUs are needed', '4 GPUs are needed.'],
  ])('makes a sentence of "%s"', (message, sentence) => {
    expect(sentenceOf(message)).toBe(sentence);
  });
});
