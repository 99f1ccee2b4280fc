import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSettled, type JobState, jobState } from './job-state';
import { nextState } from './next-state';
import type { BundleExit, BundleProgress, Observation } from './observation';

const at = (second: number) => new Date(Date.UTC(2026, 7, 12, 10, 0, second)).toISOString();
const queued: JobState = { phase: 'queued', since: at(0) };

const progress = (change: Partial<BundleProgress> = {}): BundleProgress => ({
  version: 1,
  phase: 'running',
  done: 0,
  failed: 0,
  total: 3,
  current: '0001',
  since: at(0),
  ...change,
});
const exit = (change: Partial<BundleExit> = {}): BundleExit => ({
  version: 1,
  reason: 'done',
  message: '',
  code: 0,
  done: 3,
  failed: 0,
  total: 3,
  at: at(0),
  ...change,
});
const seen = (
  native: 'waiting' | 'active' | 'ended' | 'gone' | 'unknown',
  change: { progress?: BundleProgress; exit?: BundleExit; detail?: string } = {},
): Observation => ({
  kind: 'seen',
  native,
  detail: change.detail ?? '',
  progress: change.progress ?? null,
  exit: change.exit ?? null,
});

/** The states a row of observations leads through, one second apart. */
const run = (observations: Observation[], from: JobState = queued) =>
  observations.reduce<JobState[]>(
    (states, observation, i) => [...states, nextState(states.at(-1) ?? from, observation, at(i + 1))],
    [],
  );
const endOf = (observations: Observation[]) => run(observations).at(-1)!;

describe('nextState', () => {
  it('leads a job from the queue to its end', () => {
    const states = run([
      { kind: 'submitting' },
      seen('waiting', { detail: 'Resources' }),
      seen('active'),
      seen('active', { progress: progress({ phase: 'starting', current: 'server' }) }),
      seen('active', { progress: progress({ done: 1, current: '0002' }) }),
      seen('ended', { exit: exit() }),
      { kind: 'collected', done: 3 },
    ]);
    expect(states.map(({ phase }) => phase)).toEqual([
      'submitting',
      'waiting',
      'starting',
      'starting',
      'running',
      'collecting',
      'succeeded',
    ]);
    expect(states[1]).toMatchObject({ reason: 'Resources' });
    expect(states[4]).toMatchObject({ done: 1, total: 3, current: '0002' });
  });

  it('keeps the last phase while nothing is heard, or a word nobody knows', () => {
    const [running, silent, odd] = run([
      seen('active', { progress: progress() }),
      { kind: 'unreachable' },
      seen('unknown', { detail: 'FANCY_NEW_STATE' }),
    ]);
    expect(silent).toEqual(running);
    expect(odd).toEqual(running);
  });

  it('goes back to waiting when the target has put the job back into its queue', () => {
    expect(
      endOf([seen('active', { progress: progress({ done: 1 }) }), seen('waiting', { detail: 'BeginTime' })]),
    ).toMatchObject({ phase: 'waiting' });
  });

  it('does not fall back from running to starting, nor lose loads to an older progress file', () => {
    const state = endOf([
      seen('active', { progress: progress({ done: 2 }) }),
      seen('active', { progress: progress({ done: 1 }) }),
      seen('active', { progress: progress({ phase: 'starting', current: 'server' }) }),
    ]);
    expect(state).toMatchObject({ phase: 'running', done: 2 });
  });

  it.each<[string, Observation[], object]>([
    ['succeeded', [seen('ended', { exit: exit() }), { kind: 'collected', done: 3 }], { done: 3 }],
    [
      'succeeded',
      [seen('ended', { exit: exit({ done: 2, total: 9 }) }), { kind: 'collected', done: 2 }],
      { done: 2, total: 9 },
    ],
    [
      'partial',
      [seen('ended', { exit: exit({ done: 2, failed: 1 }) }), { kind: 'collected', done: 2 }],
      { message: '1 of 3 loads failed.' },
    ],
    ['partial', [seen('ended', { exit: exit() }), { kind: 'collected', done: 2 }], { done: 2, failed: 1 }],
    [
      'partial',
      [
        seen('ended', { exit: exit({ reason: 'server-exited', message: 'It ended.', done: 1, failed: 1 }) }),
        { kind: 'collected', done: 1 },
      ],
      { reason: 'server-exited', message: 'It ended.' },
    ],
    [
      'failed',
      [
        seen('ended', { exit: exit({ reason: 'server-exited', message: 'It ended.', done: 0 }) }),
        { kind: 'collected', done: 0 },
      ],
      { reason: 'server-exited' },
    ],
    [
      'failed',
      [seen('ended', { exit: exit({ done: 0, failed: 3 }) }), { kind: 'collected', done: 0 }],
      { message: '3 of 3 loads failed.' },
    ],
    [
      'timed-out',
      [seen('ended', { exit: exit({ reason: 'server-not-ready', done: 0 }) }), { kind: 'collected', done: 0 }],
      {},
    ],
    [
      'partial',
      [seen('ended', { exit: exit({ reason: 'job-deadline', done: 2 }) }), { kind: 'collected', done: 2 }],
      {},
    ],
    [
      'timed-out',
      [
        { kind: 'ended', reason: 'overdue', message: 'It waited for a day.' },
        { kind: 'collected', done: 0 },
      ],
      { message: 'It waited for a day.' },
    ],
    [
      'cancelled',
      [seen('ended', { exit: exit({ reason: 'cancelled', done: 2 }) }), { kind: 'collected', done: 2 }],
      { done: 2 },
    ],
    ['cancelled', [{ kind: 'withdrawn' }], { done: 0 }],
    ['lost', [seen('gone'), { kind: 'collected', done: 0 }], {}],
    ['lost', [seen('ended', { exit: exit({ reason: 'leader-died', done: 0 }) }), { kind: 'collected', done: 0 }], {}],
    [
      'succeeded',
      [seen('ended', { exit: exit({ reason: 'leader-died' }) }), { kind: 'collected', done: 3 }],
      { done: 3 },
    ],
    [
      'partial',
      [seen('gone', { progress: progress({ done: 1 }) }), { kind: 'collected', done: 1 }],
      { reason: 'gone' },
    ],
    [
      'failed',
      [{ kind: 'refused', reason: 'read-only', message: 'It cannot be written to.' }],
      { reason: 'read-only' },
    ],
  ])('ends as %s after %j', (phase, observations, rest) => {
    expect(endOf(observations)).toMatchObject({ phase, ...rest });
  });

  it('does not withdraw what has begun', () => {
    expect(endOf([seen('active', { progress: progress() }), { kind: 'withdrawn' }])).toMatchObject({
      phase: 'running',
    });
  });

  const count = fc.integer({ min: 0, max: 5 });
  const anyProgress = fc.option(
    fc
      .record({
        phase: fc.constantFrom('preflight', 'starting', 'running'),
        done: count,
        failed: count,
        total: fc.constant(5),
        current: fc.constantFrom('', '0001'),
      })
      .map((p) => progress(p as Partial<BundleProgress>)),
    { nil: undefined },
  );
  const anyExit = fc
    .record({
      reason: fc.constantFrom('done', 'cancelled', 'server-exited', 'job-deadline', 'leader-died'),
      done: count,
      failed: count,
      total: fc.constant(5),
    })
    .map(exit);
  const observation: fc.Arbitrary<Observation> = fc.oneof(
    fc.constantFrom<Observation>(
      { kind: 'submitting' },
      { kind: 'unreachable' },
      { kind: 'withdrawn' },
      { kind: 'ended', reason: 'overdue', message: 'x' },
      { kind: 'refused', reason: 'r', message: 'm' },
    ),
    count.map((done): Observation => ({ kind: 'collected', done })),
    fc
      .tuple(fc.constantFrom('waiting', 'active', 'gone', 'unknown'), anyProgress)
      .map(([native, p]) => seen(native as 'active', { progress: p })),
    anyExit.map((e) => seen('ended', { exit: e })),
  );
  const history = fc.array(observation, { maxLength: 25 });

  it('is always a state by its schema, and never leaves a settled one', () => {
    fc.assert(
      fc.property(history, (observations) => {
        const states = run(observations);
        let before: JobState = queued;
        for (const state of states) {
          expect(jobState.safeParse(state).error).toBeUndefined();
          if (isSettled(before)) expect(state).toEqual(before);
          before = state;
        }
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it('says the same of the same observation made twice, but for the collected results', () => {
    fc.assert(
      fc.property(history, observation, (observations, last) => {
        const state = run(observations).at(-1) ?? queued;
        const once = nextState(state, last, at(50));
        expect(nextState(once, last, at(51))).toEqual(last.kind === 'collected' ? nextState(once, last, at(51)) : once);
      }),
      { seed: 5, numRuns: 400 },
    );
  });

  it('never counts fewer loads done while it runs', () => {
    fc.assert(
      fc.property(history, (observations) => {
        let done = 0;
        for (const state of run(observations)) {
          if (state.phase !== 'running') continue;
          expect(state.done).toBeGreaterThanOrEqual(0);
          done = Math.max(done, state.done);
        }
        const running = run(observations).filter((state) => state.phase === 'running');
        const unbroken = run(observations).every(({ phase }) => phase === 'running' || phase === 'queued');
        if (unbroken && running.length > 0) expect(running.at(-1)).toMatchObject({ done });
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
