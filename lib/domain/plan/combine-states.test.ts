import { describe, expect, it } from 'vitest';
import { combineStates } from './combine-states';
import type { JobState } from './job-state';

const at = (second: number) => new Date(Date.UTC(2026, 7, 12, 10, 0, second)).toISOString();
const queued: JobState = { phase: 'queued', since: at(0) };

describe('combineStates', () => {
  const settled = (phase: 'succeeded' | 'failed' | 'cancelled' | 'partial', done: number, since = at(9)): JobState =>
    phase === 'succeeded' || phase === 'cancelled'
      ? { phase, since, done, failed: 0, total: 3 }
      : { phase, since, done, failed: 3 - done, total: 3, reason: 'server-exited', message: 'It ended.' };

  it('shows the attempt under way with the loads of all', () => {
    const running: JobState = { phase: 'running', since: at(4), done: 1, failed: 0, total: 3, current: '0002' };
    expect(
      combineStates([
        { state: settled('succeeded', 3), runs: 3 },
        { state: running, runs: 3 },
        { state: queued, runs: 3 },
      ]),
    ).toEqual({
      ...running,
      done: 4,
      total: 9,
    });
  });

  it('waits between two attempts', () => {
    expect(
      combineStates([
        { state: settled('succeeded', 3), runs: 3 },
        { state: queued, runs: 3 },
      ]),
    ).toMatchObject({ phase: 'waiting' });
    expect(combineStates([{ state: queued, runs: 3 }])).toEqual(queued);
  });

  it.each<[string, JobState[]]>([
    ['succeeded', [settled('succeeded', 3), settled('succeeded', 3)]],
    ['partial', [settled('succeeded', 3), settled('failed', 0)]],
    ['failed', [settled('failed', 0), settled('failed', 0)]],
    ['cancelled', [settled('succeeded', 3), settled('cancelled', 1)]],
    ['partial', [settled('partial', 1), settled('partial', 2)]],
  ])('is %s when its attempts settled so', (phase, states) => {
    expect(combineStates(states.map((state) => ({ state, runs: 3 })))).toMatchObject({ phase });
  });
});
