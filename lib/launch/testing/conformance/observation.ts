import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attemptName } from '../../bundle/bundle';
import { startOf } from '@/lib/testing/seen-processes';
import { until } from '../until';
import type { Behaviour } from './harness';
import type { Trial } from './trial';

const slow: Behaviour = { benchMs: 60_000 };

/** Watching a job from any process at any time, and reading what it leaves. */
export function describeObservation(trial: Trial): void {
  describe('observe', () => {
    it('goes on from another process where the first one left off, logs without gap or repeat', async () => {
      const handle = await trial.submit(trial.harness.bundle({ benchMs: 300 }));
      let log = '';
      const { exit } = await until('the job has ended', async () => {
        const reader = trial.harness.executor();
        const seen = await reader.observe(handle);
        const chunk = await reader.readLog(handle, 'events.ndjson', Buffer.byteLength(log), 50);
        log += new TextDecoder().decode(chunk.bytes);
        return seen.native === 'ended' && Buffer.byteLength(log) === chunk.size ? seen : null;
      });
      expect(exit).toMatchObject({ reason: 'done', done: 3 });
      expect(log).toBe(readFileSync(`${trial.harness.folderOf(handle)}/events.ndjson`, 'utf8'));
    });

    it('recognises a process number that belongs to somebody else by now', async () => {
      const handle = await trial.submit(trial.harness.bundle(slow));
      await trial.reaches(handle, 'running', '0001');
      await trial.executor.cancel(handle, 'kill');
      const stranger = `${process.pid} ${Number(startOf(process.pid)) - 1} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}`;
      await trial.harness.executor().cleanup(handle, { remove: true });
      const bundle = trial.harness.bundle({});
      const victim = { name: attemptName(bundle) };
      trial.plant(victim, stranger);
      expect(await trial.executor.observe(victim)).toMatchObject({ native: 'gone' });
      expect(await trial.executor.cancel(victim, 'kill')).toEqual({ left: 0 });
      expect(startOf(process.pid)).toBeTruthy();
    });

    it('says that the machine was restarted', async () => {
      const victim = { name: attemptName(trial.harness.bundle({})) };
      trial.plant(victim, `${process.pid} ${startOf(process.pid)} another-boot\n`);
      expect(await trial.executor.observe(victim)).toMatchObject({
        native: 'gone',
        detail: 'the machine was restarted',
      });
    });
  });

  describe('fetch', () => {
    it('gives files of the job, and nothing a path or a link could lead to', async () => {
      const handle = await trial.submit(trial.harness.bundle({}));
      await trial.ended(handle);
      symlinkSync('/etc/passwd', `${trial.harness.folderOf(handle)}/results/0009.json`);
      symlinkSync('/etc', `${trial.harness.folderOf(handle)}/power2`);
      await expect(trial.executor.fetch(handle, 'results/0009.json', 100_000)).rejects.toThrow(RangeError);
      await expect(trial.executor.fetch(handle, 'power2/passwd', 100_000)).rejects.toThrow(RangeError);
      for (const path of ['../x', 'results/../../x', '/etc/passwd', 'results/$(id)', '-rf', 'a\nb', '']) {
        await expect(trial.executor.fetch(handle, path, 100_000), path).rejects.toThrow(RangeError);
      }
      expect((await trial.executor.list(handle)).map(({ path }) => path)).not.toContain('results/0009.json');
      await expect(trial.executor.fetch(handle, 'server.log.x', 100_000)).rejects.toThrow('no such file');
      await expect(trial.executor.fetch(handle, 'run.sh', 10)).rejects.toThrow('larger');
    });
  });

  describe('adopt', () => {
    it('says that nobody has heard of a job', async () => {
      expect((await trial.executor.adopt('kneepoint-nobody.tp1-pp1-dp1.1')).kind).toBe('absent');
    });

    it('refuses names that are none of ours', async () => {
      for (const name of ['../../etc', 'kneepoint-a.b.1; id', '', 'kneepoint-a.b.0']) {
        await expect(trial.executor.adopt(name), name).rejects.toThrow(RangeError);
      }
    });
  });

  describe('cleanup', () => {
    it('refuses a job that runs, and removes the folder of one that has ended', async () => {
      const handle = await trial.submit(trial.harness.bundle(slow));
      await expect(trial.executor.cleanup(handle, { remove: true })).rejects.toThrow('still running');
      await trial.executor.cancel(handle, 'kill');
      expect(await trial.executor.cleanup(handle, { remove: true })).toEqual({ left: 0 });
      expect((await trial.executor.adopt(handle.name)).kind).toBe('absent');
    });

    it.each([
      ['without a version', null],
      ['with the version of something else', 'another-tool 1\n'],
    ])('removes no folder that has only the name of one of ours, %s', async (_, version) => {
      const handle = { name: attemptName(trial.harness.bundle({})) };
      const folder = trial.harness.folderOf(handle);
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${folder}/thesis.tex`, 'years of work');
      if (version !== null) writeFileSync(`${folder}/version`, version);
      await trial.executor.cleanup(handle, { remove: true });
      expect(readFileSync(`${folder}/thesis.tex`, 'utf8')).toBe('years of work');
    });
  });
}
