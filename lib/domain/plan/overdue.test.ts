import { describe, expect, it } from 'vitest';
import { expandPlan } from './expand-plan';
import type { JobState } from './job-state';
import { overdue } from './overdue';
import { aRequest, aTarget } from './testing/a-request';

const [planned] = expandPlan(aRequest({ deadlines: { loadS: 60, readyS: 100 } }), {
  target: aTarget(),
  shapeOf: () => null,
  seed: 1,
}).attempts;
const since = new Date(0).toISOString();
const counts = { done: 0, failed: 0, total: 3 };
const running = [{ name: '0001', phase: 'running' as const, startedAt: 0 }];
const late = (state: JobState, loads: typeof running, seconds: number) =>
  overdue({ state, planned: planned!, loads, lastChange: 0, readyS: 100 }, seconds * 1000);

describe('overdue', () => {
  it('leaves the deadlines to the script, and speaks when that stays silent long after', () => {
    const state: JobState = { phase: 'running', since, ...counts, current: '0001' };
    expect(late(state, running, 61)).toBeNull();
    expect(late(state, running, 60 + 601)).toMatch(/past its deadline/);
    expect(late({ phase: 'starting', since, step: 'server' }, [], 101)).toBeNull();
    expect(late({ phase: 'starting', since, step: 'server' }, [], 1601)).toMatch(/neither became ready/);
    expect(late({ phase: 'submitting', since }, [], 901)).toMatch(/could not be placed/);
  });

  it('lets a job wait in a queue for as long as it takes', () => {
    expect(late({ phase: 'waiting', since, reason: 'Resources' }, [], 1e9)).toBeNull();
    expect(late({ phase: 'queued', since }, [], 1e9)).toBeNull();
  });
});
