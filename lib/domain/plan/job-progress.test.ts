import { describe, expect, it } from 'vitest';
import { describeJob } from './describe-job';
import { expandPlan } from './expand-plan';
import { jobStateOf, lastTries, progressOf, type TrackedAttempt } from './job-progress';
import type { LoadPhase } from './job-record';
import type { JobState } from './job-state';
import { aRequest, aTarget } from './testing/a-request';

const at = (second: number) => new Date(second * 1000).toISOString();
const [planned] = expandPlan(aRequest(), { target: aTarget(), shapeOf: () => null, seed: 1 }).attempts;

function tracked(phases: LoadPhase[], state: JobState, change: Partial<TrackedAttempt> = {}): TrackedAttempt {
  const loads = planned!.runs.map(({ name, key }, i) => ({ name, key, phase: phases[i]!, tookS: 10 }));
  return { planned: planned!, tryNumber: 1, state, startedAt: 0, finishedAt: null, loads, ...change };
}
const counts = (done: number, failed: number) => ({ done, failed, total: 3 });
const why = { reason: 'server-exited', message: 'The server ended.' };

describe('jobStateOf', () => {
  it('counts a load once, however many tries it took, and keeps what an earlier one measured', () => {
    const first = tracked(['done', 'failed', 'left-out'], { phase: 'partial', since: at(1), ...counts(1, 1), ...why });
    const second = tracked(
      ['pending', 'failed', 'failed'],
      { phase: 'failed', since: at(2), ...counts(0, 2), ...why },
      {
        tryNumber: 2,
      },
    );
    expect(lastTries([first, second])).toEqual([second]);
    expect(jobStateOf([first, second])).toMatchObject({ phase: 'partial', done: 1, failed: 2, total: 3 });
  });

  it('is that of the last tries alone', () => {
    const first = tracked(['done', 'failed', 'done'], { phase: 'partial', since: at(1), ...counts(2, 1), ...why });
    const second = tracked(
      ['pending', 'done', 'pending'],
      { phase: 'succeeded', since: at(2), ...counts(1, 0) },
      { tryNumber: 2 },
    );
    expect(jobStateOf([first, second])).toEqual({ phase: 'succeeded', since: at(2), ...counts(3, 0) });
  });
});

describe('progressOf', () => {
  it('corrects what is left by what the finished loads took', () => {
    const running = { phase: 'running' as const, since: at(0), ...counts(1, 0), current: '0002' };
    const { remainingS, current } = progressOf([tracked(['done', 'running', 'pending'], running)], {
      adaptive: false,
      now: 0,
    });
    const [first, ...rest] = planned!.runs.map(({ estimateS }) => estimateS);
    expect(remainingS).toBeCloseTo(((rest[0]! + rest[1]!) * 10) / first!, 6);
    expect(current).toBe('TP2, concurrency 2');
  });

  it('counts GPU-hours from start to end, and what an adaptive job has spared once it has ended', () => {
    const ended = tracked(
      ['done', 'left-out', 'left-out'],
      { phase: 'succeeded', since: at(1), ...counts(1, 0) },
      { finishedAt: 1_800_000 },
    );
    const one = {
      ...ended,
      loads: ended.loads.map((load) => (load.phase === 'done' ? load : { ...load, tookS: null })),
    };
    expect(progressOf([one], { adaptive: false, now: 9e9 }).gpuHours).toEqual({ spent: 1, saved: null });
    expect(progressOf([one], { adaptive: true, now: 9e9 }).gpuHours!.saved).toBeGreaterThan(0);
  });

  it('knows no GPU-hours where the GPUs are not known', () => {
    const unknown = {
      ...tracked(['pending', 'pending', 'pending'], { phase: 'queued', since: at(0) }),
      planned: { ...planned!, gpus: null },
    };
    expect(progressOf([unknown], { adaptive: false, now: 0 }).gpuHours).toBeNull();
  });
});

describe('describeJob', () => {
  const job = {
    target: 'This machine',
    desired: 'run' as const,
    adaptive: false,
    queuePosition: null,
    progress: { loads: counts(1, 0), current: 'TP2, concurrency 2', remainingS: 1, gpuHours: null },
  };
  it.each<[string, JobState, object]>([
    ['Waits on This machine; 2 jobs are before it.', { phase: 'queued', since: at(0) }, { queuePosition: 2 }],
    [
      'Running, 1 of 3 loads measured: TP2, concurrency 2.',
      { phase: 'running', since: at(0), ...counts(1, 0), current: '' },
      {},
    ],
    [
      'Ended with 1 of 3 loads measured, 2 failed: the server ended.',
      { phase: 'partial', since: at(0), ...counts(1, 2), ...why },
      { progress: { ...job.progress, loads: counts(1, 2) } },
    ],
    [
      'Failed: TP3 does not fit.',
      { phase: 'failed', since: at(0), ...counts(0, 3), ...why, message: 'TP3 does not fit.' },
      {},
    ],
    ['Done: 1 load measured, 2 not needed.', { phase: 'succeeded', since: at(0), ...counts(1, 0) }, { adaptive: true }],
    ['Being cancelled. So far: next on This machine.', { phase: 'queued', since: at(0) }, { desired: 'cancel' }],
  ])('says %s', (sentence, state, change) => {
    expect(describeJob({ ...job, state, ...change })).toBe(sentence);
  });
});
