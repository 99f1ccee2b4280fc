import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attemptName } from '../../bundle/bundle';
import { processesWith } from '@/lib/testing/seen-processes';
import { type Behaviour } from './harness';
import type { Trial } from './trial';

const slow: Behaviour = { benchMs: 60_000 };

/** Handing a job over: once, completely, and with its secrets kept. */
export function describeSubmission(trial: Trial): void {
  describe('submit', () => {
    it('runs every load once, in order, and leaves results and no process', async () => {
      const handle = await trial.submit(trial.harness.bundle({}));
      const { exit } = await trial.ended(handle);
      expect(exit).toMatchObject({ reason: 'done', code: 0, done: 3, failed: 0, total: 3 });
      const started = (await trial.eventsOf(handle)).filter(({ event }) => event === 'load-started');
      expect(started.map(({ load }) => load)).toEqual(['0001', '0002', '0003']);
      const files = await trial.executor.list(handle);
      expect(files.map(({ path }) => path)).toEqual(
        expect.arrayContaining([
          'results/0001.json',
          'metrics/0001.before.prom',
          'metrics/0001.after.prom',
          'readback/models.json',
          'server.log',
          'preflight/vllm-version.txt',
        ]),
      );
      const result = JSON.parse(
        new TextDecoder().decode(await trial.executor.fetch(handle, 'results/0003.json', 1_000_000)),
      ) as Record<string, unknown>;
      expect(result).toMatchObject({
        tensor_parallel_size: '2',
        num_gpus: '2',
        vllm_version: expect.stringContaining('0.25.1') as string,
      });
      await trial.nothingLeft(handle);
    });

    it('starts nothing twice, however often and however simultaneously it is asked', async () => {
      const bundle = trial.harness.bundle(slow);
      const submissions = await Promise.all([1, 2, 3].map(() => trial.harness.executor().submit(bundle, {})));
      const again = await trial.harness.executor().submit(bundle, {});
      expect(submissions.filter(({ kind }) => kind === 'started')).toHaveLength(1);
      expect(again.kind).toBe('running');
      const handle = { name: attemptName(bundle) };
      await trial.reaches(handle, 'running', '0001');
      expect(trial.harness.callsOf('serve')).toBe(1);
      await trial.executor.cancel(handle, 'kill');
      expect((await trial.executor.submit(bundle, {})).kind).toBe('ended');
      expect(trial.harness.callsOf('serve')).toBe(1);
    });

    it('is found again after an answer was lost on the way', async () => {
      const bundle = trial.harness.bundle(slow);
      await expect(trial.harness.losingAnswers().submit(bundle, {})).rejects.toMatchObject({ code: 'unreachable' });
      const name = attemptName(bundle);
      expect(await trial.executor.adopt(name)).toEqual({ kind: 'running', handle: { name } });
      expect((await trial.executor.submit(bundle, {})).kind).toBe('running');
      await trial.reaches({ name }, 'running', '0001');
      expect(trial.harness.callsOf('serve')).toBe(1);
    });

    it('hands secrets to the job and to nobody else', async () => {
      const secret = `s3cret-'"$(id)-${process.pid}`;
      const bundle = trial.harness.bundle(
        { benchMs: 2000 },
        {
          request: {
            deployment: { source: 'started', model: 'facebook/opt-125m', grid: { tp: [1] }, environment: ['HF_TOKEN'] },
          },
        },
      );
      const handle = await trial.submit(bundle, { HF_TOKEN: secret, OTHER: 'not asked for' });
      await trial.reaches(handle, 'running', '0001');
      const commands = processesWith(handle.name).map(({ command }) => command);
      expect(commands.length).toBeGreaterThan(2);
      expect(commands.filter((command) => command.includes('s3cret'))).toEqual([]);
      const server = processesWith(handle.name).find(({ command }) => command.includes(' serve '))!;
      expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8').split('\0')).toContain(`HF_TOKEN=${secret}`);
      await trial.ended(handle);
      for (const { path } of await trial.executor.list(handle)) {
        const text = new TextDecoder().decode(await trial.executor.fetch(handle, path, 10_000_000));
        expect(text.includes('s3cret'), path).toBe(false);
      }
      expect(JSON.stringify(bundle)).not.toContain('s3cret');
    });

    it('says which secret is missing', async () => {
      const request = {
        deployment: { source: 'started' as const, model: 'facebook/opt-125m', environment: ['KP_MISSING_TOKEN'] },
      };
      const { exit } = await trial.ended(await trial.submit(trial.harness.bundle({}, { request })));
      expect(exit).toMatchObject({ reason: 'environment-missing', done: 0 });
      expect(exit!.message).toContain('KP_MISSING_TOKEN');
    });
  });
}
