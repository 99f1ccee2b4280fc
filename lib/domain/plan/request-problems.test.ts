import { describe, expect, it } from 'vitest';
import { expandPlan } from './expand-plan';
import { jobRequest } from './job-request';
import { aRequest, aTarget, type RequestChange } from './testing/a-request';

const expand = (change: RequestChange) =>
  expandPlan(aRequest(change), { target: aTarget({ gpusPerNode: null }), shapeOf: () => null, seed: 1 });
const withEnvironment = (...environment: string[]) =>
  expand({ deployment: { source: 'started', model: 'm', environment } }).problems.map(({ message }) => message);

describe('requestProblems', () => {
  it.each([
    'PATH',
    'IFS',
    'ENV',
    'BASH_ENV',
    'PS4',
    'LD_PRELOAD',
    'LD_AUDIT',
    'NODE_OPTIONS',
    'PYTHONSTARTUP',
    'SHELLOPTS',
  ])('passes no variable that changes what runs: %s', (name) => {
    expect(withEnvironment(name)).toEqual([`The environment variable ${name} cannot be passed to a job.`]);
  });

  it.each(['endpoint', 'base_url', 'kind', 'port'])("passes no variable of the job's own script: %s", (name) => {
    expect(withEnvironment(name)).toEqual([`The environment variable ${name} cannot be passed to a job.`]);
  });

  it('passes what jobs are given: tokens, libraries, proxies', () => {
    expect(withEnvironment('HF_TOKEN', 'VLLM_USE_V1', 'LD_LIBRARY_PATH', 'PYTHONPATH', 'https_proxy')).toEqual([]);
  });
});

describe('names of jobs and workloads', () => {
  it('refuses what would make a script look like another one, and takes any language', () => {
    const named = (name: string) => jobRequest.safeParse({ ...aRequest(), name }).success;
    expect(['a\u202eb', 'a\u2066b', 'a\nb', '\u001b[31m'].map(named)).toEqual([false, false, false, false]);
    expect(['Lauf é 走', 'אב', "it's $(this)"].map(named)).toEqual([true, true, true]);
  });
});

describe('loads at the ends of what numbers can be', () => {
  const wholeSeconds = /^\d{1,9}$/;

  it('refuses a rate that would send its requests over months', () => {
    const rate = (value: number) =>
      jobRequest.safeParse({ ...aRequest(), loads: { mode: 'list', knob: 'request-rate', values: [value] } }).success;
    expect([5e-324, 1e-300, 1e-9, -1, 0, 0.001].map(rate)).toEqual([false, false, false, false, false, true]);
  });

  it('gives every load a deadline a shell can count', () => {
    const { attempts } = expand({
      deployment: { source: 'started', model: 'm', grid: { tp: [1024], pp: [1024], dp: [1024] } },
      workloads: [{ kind: 'random', isl: 4_000_000, osl: 4_000_000 }],
      loads: { mode: 'list', knob: 'concurrency', per: 'gpu', values: [1_000_000] },
      prompts: { perConcurrency: 1000 },
    });
    for (const { deadlineS } of attempts.flatMap(({ runs }) => runs)) expect(String(deadlineS)).toMatch(wholeSeconds);
  });

  it('refuses a load of more requests than a client can hold', () => {
    const { attempts } = expand({
      loads: { mode: 'list', knob: 'concurrency', values: [1_000_000] },
      prompts: { perConcurrency: 1000 },
    });
    expect(attempts[0]!.problems.map(({ message }) => message)).toEqual([
      'A load of TP2 sends 1,000,000,000 prompts; one load takes at most 1,000,000.',
    ]);
  });
});
