import { describe, expect, it } from 'vitest';
import { attemptName } from '../../bundle/bundle';
import { processesWith } from '@/lib/testing/seen-processes';
import type { Behaviour } from './harness';
import type { Trial } from './trial';

const slow: Behaviour = { benchMs: 60_000 };

/** Ending a job in every phase, by asking and by force, from outside and from inside. */
export function describeCancellation(trial: Trial): void {
  describe('cancel', () => {
    const phases: [string, Behaviour, string, string | undefined][] = [
      ['preflight', { versionMs: 60_000 }, 'preflight', undefined],
      ['the start of the server', { hangBeforeReady: true }, 'starting', 'server'],
      ['a load', slow, 'running', '0001'],
      ['a load, with a server that refuses to stop', { ...slow, refuseToStop: true }, 'running', '0001'],
      ['a load, with a worker that has left its session', { ...slow, strayWorker: true }, 'running', '0001'],
    ];
    for (const how of ['term', 'kill'] as const) {
      it.each(phases)(`leaves no process when it comes (${how}) during %s`, async (_, behaviour, phase, current) => {
        const handle = await trial.submit(trial.harness.bundle(behaviour));
        await trial.reaches(handle, phase, current);
        expect(processesWith(handle.name).length).toBeGreaterThan(1);
        await trial.executor.cancel(handle, how);
        const { exit } = await trial.ended(handle);
        expect(exit).toMatchObject({ reason: 'cancelled', done: 0, total: 3 });
        await trial.nothingLeft(handle);
        expect(await trial.harness.executor().cancel(handle, how)).toEqual({ left: 0 });
      });
    }

    it.each(['term', 'kill'] as const)(
      'keeps a job that was placed and not begun from ever beginning (%s)',
      async (how) => {
        const bundle = trial.harness.bundle({});
        const handle = { name: attemptName(bundle) };
        trial.place(handle);
        expect(await trial.executor.observe(handle)).toMatchObject({ native: 'unknown', exit: null });
        expect(await trial.executor.cancel(handle, how)).toEqual({ left: 0 });
        expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'cancelled', done: 0 });
        expect((await trial.harness.executor().submit(bundle, {})).kind).toBe('ended');
        expect(trial.harness.callsOf('serve')).toBe(0);
      },
    );

    it('keeps the loads that were done', async () => {
      const handle = await trial.submit(trial.harness.bundle({ hangLoads: ['0003'] }));
      await trial.reaches(handle, 'running', '0003');
      await trial.executor.cancel(handle, 'term');
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'cancelled', done: 2, total: 3 });
      await trial.nothingLeft(handle);
    });

    it('leaves no process when an adaptive job waits for its next load', async () => {
      const handle = await trial.submit(
        trial.harness.bundle({}, { request: { loads: { mode: 'adaptive', from: 1, to: 4 } } }),
      );
      await trial.reaches(handle, 'running', 'waiting');
      await trial.executor.cancel(handle, 'term');
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'cancelled' });
      await trial.nothingLeft(handle);
    });
  });

  describe('a killed job', () => {
    const phases: [string, Behaviour, string, string | undefined, number][] = [
      ['preflight', { versionMs: 60_000 }, 'preflight', undefined, 0],
      ['the start of the server', { hangBeforeReady: true }, 'starting', 'server', 0],
      ['its second load', { hangLoads: ['0002'] }, 'running', '0002', 1],
    ];
    it.each(phases)(
      'is ended by its watchdog when its leader is killed during %s',
      async (_, behaviour, phase, current, done) => {
        const handle = await trial.submit(trial.harness.bundle(behaviour));
        await trial.reaches(handle, phase, current);
        process.kill(trial.leaderOf(handle), 'SIGKILL');
        expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'leader-died', done });
        await trial.nothingLeft(handle);
      },
    );

    it('is gone when leader and watchdog are killed, and leaves nothing after the cleanup', async () => {
      const handle = await trial.submit(trial.harness.bundle({ hangLoads: ['0002'], strayWorker: true }));
      await trial.reaches(handle, 'running', '0002');
      for (const { pid } of processesWith(handle.name).filter(({ command }) => command.includes('--watchdog')))
        process.kill(pid, 'SIGKILL');
      process.kill(trial.leaderOf(handle), 'SIGKILL');
      const seen = await trial.ended(handle);
      expect(seen).toMatchObject({ native: 'gone', exit: null, progress: { done: 1 } });
      expect(processesWith(handle.name).length).toBeGreaterThan(0);
      expect((await trial.executor.submit(trial.harness.bundle({}, { jobId: 'another' }), {})).kind).toBe('started');
      expect(await trial.executor.cleanup(handle, { remove: false })).toEqual({ left: 0 });
      expect(processesWith(handle.name)).toEqual([]);
      expect((await trial.executor.list(handle)).map(({ path }) => path)).toContain('results/0001.json');
      await trial.executor.cancel({ name: attemptName(trial.harness.bundle({}, { jobId: 'another' })) }, 'kill');
    });
  });
}
