import { describe, expect, it } from 'vitest';
import { until } from '../until';
import type { Trial } from './trial';

/** What a job says when things go wrong, and how an adaptive one is led. */
export function describeTrouble(trial: Trial): void {
  describe('a job in trouble', () => {
    it('says that the server ended before it was ready', async () => {
      const handle = await trial.submit(trial.harness.bundle({ exitBeforeReady: 1, readyAfterMs: 200 }));
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'server-exited', done: 0 });
      const { bytes } = await trial.executor.readLog(handle, 'server.log', 0, 10_000);
      expect(new TextDecoder().decode(bytes)).toContain('No available memory for the cache blocks');
      await trial.nothingLeft(handle);
    });

    it('gives up a server that is not ready in time', async () => {
      const handle = await trial.submit(
        trial.harness.bundle({ hangBeforeReady: true }, { request: { deadlines: { readyS: 1 } } }),
      );
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'server-not-ready', done: 0 });
      await trial.nothingLeft(handle);
    });

    it('keeps the loads before a crash of the server', async () => {
      const handle = await trial.submit(trial.harness.bundle({ crashLoads: ['0002'], benchMs: 1500 }));
      expect((await trial.ended(handle)).exit).toMatchObject({
        reason: expect.stringMatching(/^server-(exited|unhealthy)$/) as string,
        done: 1,
        failed: 1,
      });
      await trial.nothingLeft(handle);
    });

    it('goes on after a load that fails and after one that hangs', async () => {
      const handle = await trial.submit(
        trial.harness.bundle({ failLoads: ['0001'], hangLoads: ['0002'] }, { request: { deadlines: { loadS: 6 } } }),
      );
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'done', code: 1, done: 1, failed: 2 });
      const failed = (await trial.eventsOf(handle)).filter(({ event }) => event === 'load-failed');
      expect(failed.map(({ load, reason }) => [load, reason])).toEqual([
        ['0001', 'client-failed'],
        ['0002', 'deadline'],
      ]);
    });

    it('stops when the time of the whole is over', async () => {
      const handle = await trial.submit(
        trial.harness.bundle({ hangLoads: ['0002'] }, { request: { deadlines: { attemptS: 12 } } }),
      );
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'job-deadline', done: 1 });
      await trial.nothingLeft(handle);
    });
  });

  describe('ask', () => {
    it('runs the loads it is told, in that order, each turn once, and ends when told', async () => {
      const handle = await trial.submit(
        trial.harness.bundle({}, { request: { loads: { mode: 'adaptive', from: 1, to: 4, stepsPerDoubling: 1 } } }),
      );
      await trial.executor.ask(handle, 1, '0003');
      await trial.executor.ask(handle, 1, '0003');
      await trial.executor.ask(handle, 2, '0001');
      await until('two loads are done', async () => (await trial.executor.observe(handle)).progress?.done === 2);
      await trial.executor.ask(handle, 3, 'end');
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'done', done: 2, failed: 0, total: 3 });
      const started = (await trial.eventsOf(handle)).filter(({ event }) => event === 'load-started');
      expect(started.map(({ load }) => load)).toEqual(['0003', '0001']);
    });

    it('ends by itself when nothing is asked for too long', async () => {
      const handle = await trial.submit(
        trial.harness.bundle(
          {},
          { request: { loads: { mode: 'adaptive', from: 1, to: 4 } }, timing: { nextLoadS: 1 } },
        ),
      );
      expect((await trial.ended(handle)).exit).toMatchObject({ reason: 'done', done: 0 });
    });
  });
}
