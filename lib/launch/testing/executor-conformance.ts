import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Executor, JobHandle } from '../executors/executor';
import { attemptName, type Bundle } from '../bundle/bundle';
import type { BundleChange } from './a-job';
import { processesWith, startOf } from './processes';
import { until } from './until';

/** How the stand-in for vLLM behaves. */
export interface Behaviour {
  versionMs?: number;
  readyAfterMs?: number;
  exitBeforeReady?: number;
  hangBeforeReady?: boolean;
  refuseToStop?: boolean;
  /** A worker that leaves its group and its session. */
  strayWorker?: boolean;
  benchMs?: number;
  failLoads?: string[];
  hangLoads?: string[];
  crashLoads?: string[];
  resultBytes?: number;
}

/** What an executor brings along to be held to its contract. Each test gets a new one. */
export interface Harness {
  /** A new executor, as a restarted process has it. */
  executor: () => Executor;
  /** An executor whose connection breaks off after the target has done what it was asked to. */
  losingAnswers: () => Executor;
  bundle: (behaviour: Behaviour, change?: BundleChange) => Bundle;
  /** How often the stand-in was called with a first word such as "serve". */
  callsOf: (command: string) => number;
  /** The job folder as seen by this process. */
  folderOf: (handle: JobHandle) => string;
  dispose: () => Promise<void>;
}

const slow: Behaviour = { benchMs: 60_000 };

/** The contract of every executor, against real processes. */
export function describeExecutor(name: string, makeHarness: () => Promise<Harness>): void {
  describe(`${name} as an executor`, () => {
    let harness: Harness;
    let executor: Executor;
    beforeEach(async () => {
      harness = await makeHarness();
      executor = harness.executor();
    });
    afterEach(() => harness.dispose());

    const submit = async (bundle: Bundle, secrets: Record<string, string> = {}) => {
      const submission = await executor.submit(bundle, secrets);
      if (submission.kind === 'refused') throw new Error(submission.message);
      return submission.handle;
    };
    const ended = (handle: JobHandle) =>
      until('the job has ended', async () => {
        const seen = await harness.executor().observe(handle);
        return seen.native === 'ended' || seen.native === 'gone' ? seen : null;
      });
    const nothingLeft = (handle: JobHandle) =>
      until('no process is left', () => processesWith(handle.name).length === 0);
    const reaches = (handle: JobHandle, phase: string, current?: string) =>
      until(`the job is ${phase} ${current ?? ''}`, async () => {
        const { progress } = await executor.observe(handle);
        return progress?.phase === phase && (current === undefined || progress.current === current);
      });
    const eventsOf = async (handle: JobHandle) => {
      const { bytes } = await executor.readLog(handle, 'events.ndjson', 0, 1_000_000);
      return new TextDecoder()
        .decode(bytes)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { event: string; load?: string; reason?: string });
    };

    describe('submit', () => {
      it('runs every load once, in order, and leaves results and no process', async () => {
        const handle = await submit(harness.bundle({}));
        const { exit } = await ended(handle);
        expect(exit).toMatchObject({ reason: 'done', code: 0, done: 3, failed: 0, total: 3 });
        const started = (await eventsOf(handle)).filter(({ event }) => event === 'load-started');
        expect(started.map(({ load }) => load)).toEqual(['0001', '0002', '0003']);
        const files = await executor.list(handle);
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
          new TextDecoder().decode(await executor.fetch(handle, 'results/0003.json', 1_000_000)),
        ) as Record<string, unknown>;
        expect(result).toMatchObject({ tensor_parallel_size: '2', num_gpus: '2', vllm_version: '0.25.1' });
        await nothingLeft(handle);
      });

      it('starts nothing twice, however often and however simultaneously it is asked', async () => {
        const bundle = harness.bundle(slow);
        const submissions = await Promise.all([1, 2, 3].map(() => harness.executor().submit(bundle, {})));
        const again = await harness.executor().submit(bundle, {});
        expect(submissions.filter(({ kind }) => kind === 'started')).toHaveLength(1);
        expect(again.kind).toBe('running');
        const handle = { name: attemptName(bundle) };
        await reaches(handle, 'running', '0001');
        expect(harness.callsOf('serve')).toBe(1);
        await executor.cancel(handle, 'kill');
        expect((await executor.submit(bundle, {})).kind).toBe('ended');
        expect(harness.callsOf('serve')).toBe(1);
      });

      it('is found again after an answer was lost on the way', async () => {
        const bundle = harness.bundle(slow);
        await expect(harness.losingAnswers().submit(bundle, {})).rejects.toMatchObject({ code: 'unreachable' });
        const name = attemptName(bundle);
        expect(await executor.adopt(name)).toEqual({ kind: 'running', handle: { name } });
        expect((await executor.submit(bundle, {})).kind).toBe('running');
        await reaches({ name }, 'running', '0001');
        expect(harness.callsOf('serve')).toBe(1);
      });

      it('hands secrets to the job and to nobody else', async () => {
        const secret = `s3cret-'"$(id)-${process.pid}`;
        const bundle = harness.bundle(
          { benchMs: 2000 },
          { request: { deployment: { source: 'started', model: 'm', grid: { tp: [1] }, environment: ['HF_TOKEN'] } } },
        );
        const handle = await submit(bundle, { HF_TOKEN: secret, OTHER: 'not asked for' });
        await reaches(handle, 'running', '0001');
        const commands = processesWith(handle.name).map(({ command }) => command);
        expect(commands.length).toBeGreaterThan(2);
        expect(commands.filter((command) => command.includes('s3cret'))).toEqual([]);
        const server = processesWith(handle.name).find(({ command }) => command.includes(' serve '))!;
        expect(readFileSync(`/proc/${server.pid}/environ`, 'utf8').split('\0')).toContain(`HF_TOKEN=${secret}`);
        await ended(handle);
        for (const { path } of await executor.list(handle)) {
          const text = new TextDecoder().decode(await executor.fetch(handle, path, 10_000_000));
          expect(text.includes('s3cret'), path).toBe(false);
        }
        expect(JSON.stringify(bundle)).not.toContain('s3cret');
      });

      it('says which secret is missing', async () => {
        const request = { deployment: { source: 'started' as const, model: 'm', environment: ['KP_MISSING_TOKEN'] } };
        const { exit } = await ended(await submit(harness.bundle({}, { request })));
        expect(exit).toMatchObject({ reason: 'environment-missing', done: 0 });
        expect(exit!.message).toContain('KP_MISSING_TOKEN');
      });
    });

    describe('observe', () => {
      it('goes on from another process where the first one left off, logs without gap or repeat', async () => {
        const handle = await submit(harness.bundle({ benchMs: 300 }));
        let log = '';
        const { exit } = await until('the job has ended', async () => {
          const reader = harness.executor();
          const seen = await reader.observe(handle);
          const chunk = await reader.readLog(handle, 'events.ndjson', Buffer.byteLength(log), 50);
          log += new TextDecoder().decode(chunk.bytes);
          return seen.native === 'ended' && Buffer.byteLength(log) === chunk.size ? seen : null;
        });
        expect(exit).toMatchObject({ reason: 'done', done: 3 });
        expect(log).toBe(readFileSync(`${harness.folderOf(handle)}/events.ndjson`, 'utf8'));
      });

      it('recognises a process number that belongs to somebody else by now', async () => {
        const handle = await submit(harness.bundle(slow));
        await reaches(handle, 'running', '0001');
        await executor.cancel(handle, 'kill');
        const stranger = `${process.pid} ${Number(startOf(process.pid)) - 1} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}`;
        await harness.executor().cleanup(handle, { remove: true });
        const bundle = harness.bundle({});
        const victim = { name: attemptName(bundle) };
        await plant(harness, victim, stranger);
        expect(await executor.observe(victim)).toMatchObject({ native: 'gone' });
        expect(await executor.cancel(victim, 'kill')).toEqual({ left: 0 });
        expect(startOf(process.pid)).toBeTruthy();
      });

      it('says that the machine was restarted', async () => {
        const victim = { name: attemptName(harness.bundle({})) };
        await plant(harness, victim, `${process.pid} ${startOf(process.pid)} another-boot\n`);
        expect(await executor.observe(victim)).toMatchObject({ native: 'gone', detail: 'the machine was restarted' });
      });
    });

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
          const handle = await submit(harness.bundle(behaviour));
          await reaches(handle, phase, current);
          expect(processesWith(handle.name).length).toBeGreaterThan(1);
          await executor.cancel(handle, how);
          const { exit } = await ended(handle);
          expect(exit).toMatchObject({ reason: 'cancelled', done: 0, total: 3 });
          await nothingLeft(handle);
          expect(await harness.executor().cancel(handle, how)).toEqual({ left: 0 });
        });
      }

      it('keeps the loads that were done', async () => {
        const handle = await submit(harness.bundle({ hangLoads: ['0003'] }));
        await reaches(handle, 'running', '0003');
        await executor.cancel(handle, 'term');
        expect((await ended(handle)).exit).toMatchObject({ reason: 'cancelled', done: 2, total: 3 });
        await nothingLeft(handle);
      });

      it('leaves no process when an adaptive job waits for its next load', async () => {
        const handle = await submit(harness.bundle({}, { request: { loads: { mode: 'adaptive', from: 1, to: 4 } } }));
        await reaches(handle, 'running', 'waiting');
        await executor.cancel(handle, 'term');
        expect((await ended(handle)).exit).toMatchObject({ reason: 'cancelled' });
        await nothingLeft(handle);
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
          const handle = await submit(harness.bundle(behaviour));
          await reaches(handle, phase, current);
          process.kill(leaderOf(harness, handle), 'SIGKILL');
          expect((await ended(handle)).exit).toMatchObject({ reason: 'leader-died', done });
          await nothingLeft(handle);
        },
      );

      it('is gone when leader and watchdog are killed, and leaves nothing after the cleanup', async () => {
        const handle = await submit(harness.bundle({ hangLoads: ['0002'], strayWorker: true }));
        await reaches(handle, 'running', '0002');
        for (const { pid } of processesWith(handle.name).filter(({ command }) => command.includes('--watchdog')))
          process.kill(pid, 'SIGKILL');
        process.kill(leaderOf(harness, handle), 'SIGKILL');
        const seen = await ended(handle);
        expect(seen).toMatchObject({ native: 'gone', exit: null, progress: { done: 1 } });
        expect(processesWith(handle.name).length).toBeGreaterThan(0);
        expect((await executor.submit(harness.bundle({}, { jobId: 'another' }), {})).kind).toBe('started');
        expect(await executor.cleanup(handle, { remove: false })).toEqual({ left: 0 });
        expect(processesWith(handle.name)).toEqual([]);
        expect((await executor.list(handle)).map(({ path }) => path)).toContain('results/0001.json');
        await executor.cancel({ name: attemptName(harness.bundle({}, { jobId: 'another' })) }, 'kill');
      });
    });

    describe('a job in trouble', () => {
      it('says that the server ended before it was ready', async () => {
        const handle = await submit(harness.bundle({ exitBeforeReady: 1, readyAfterMs: 200 }));
        expect((await ended(handle)).exit).toMatchObject({ reason: 'server-exited', done: 0 });
        const { bytes } = await executor.readLog(handle, 'server.log', 0, 10_000);
        expect(new TextDecoder().decode(bytes)).toContain('No available memory for the cache blocks');
        await nothingLeft(handle);
      });

      it('gives up a server that is not ready in time', async () => {
        const handle = await submit(
          harness.bundle({ hangBeforeReady: true }, { request: { deadlines: { readyS: 1 } } }),
        );
        expect((await ended(handle)).exit).toMatchObject({ reason: 'server-not-ready', done: 0 });
        await nothingLeft(handle);
      });

      it('keeps the loads before a crash of the server', async () => {
        const handle = await submit(harness.bundle({ crashLoads: ['0002'], benchMs: 1500 }));
        expect((await ended(handle)).exit).toMatchObject({ reason: 'server-exited', done: 1, failed: 1 });
        await nothingLeft(handle);
      });

      it('goes on after a load that fails and after one that hangs', async () => {
        const handle = await submit(
          harness.bundle({ failLoads: ['0001'], hangLoads: ['0002'] }, { request: { deadlines: { loadS: 6 } } }),
        );
        expect((await ended(handle)).exit).toMatchObject({ reason: 'done', code: 1, done: 1, failed: 2 });
        const failed = (await eventsOf(handle)).filter(({ event }) => event === 'load-failed');
        expect(failed.map(({ load, reason }) => [load, reason])).toEqual([
          ['0001', 'client-failed'],
          ['0002', 'deadline'],
        ]);
      });

      it('stops when the time of the whole is over', async () => {
        const handle = await submit(
          harness.bundle({ hangLoads: ['0002'] }, { request: { deadlines: { attemptS: 12 } } }),
        );
        expect((await ended(handle)).exit).toMatchObject({ reason: 'job-deadline', done: 1 });
        await nothingLeft(handle);
      });
    });

    describe('ask', () => {
      it('runs the loads it is told, in that order, each turn once, and ends when told', async () => {
        const handle = await submit(
          harness.bundle({}, { request: { loads: { mode: 'adaptive', from: 1, to: 4, stepsPerDoubling: 1 } } }),
        );
        await executor.ask(handle, 1, '0003');
        await executor.ask(handle, 1, '0003');
        await executor.ask(handle, 2, '0001');
        await until('two loads are done', async () => (await executor.observe(handle)).progress?.done === 2);
        await executor.ask(handle, 3, 'end');
        expect((await ended(handle)).exit).toMatchObject({ reason: 'done', done: 2, failed: 0, total: 3 });
        const started = (await eventsOf(handle)).filter(({ event }) => event === 'load-started');
        expect(started.map(({ load }) => load)).toEqual(['0003', '0001']);
      });

      it('ends by itself when nothing is asked for too long', async () => {
        const handle = await submit(
          harness.bundle({}, { request: { loads: { mode: 'adaptive', from: 1, to: 4 } }, timing: { nextLoadS: 1 } }),
        );
        expect((await ended(handle)).exit).toMatchObject({ reason: 'done', done: 0 });
      });
    });

    describe('fetch', () => {
      it('gives files of the job, and nothing a path or a link could lead to', async () => {
        const handle = await submit(harness.bundle({}));
        await ended(handle);
        const { symlinkSync } = await import('node:fs');
        symlinkSync('/etc/passwd', `${harness.folderOf(handle)}/results/0009.json`);
        symlinkSync('/etc', `${harness.folderOf(handle)}/power2`);
        await expect(executor.fetch(handle, 'results/0009.json', 100_000)).rejects.toThrow(RangeError);
        await expect(executor.fetch(handle, 'power2/passwd', 100_000)).rejects.toThrow(RangeError);
        for (const path of ['../x', 'results/../../x', '/etc/passwd', 'results/$(id)', '-rf', 'a\nb', '']) {
          await expect(executor.fetch(handle, path, 100_000), path).rejects.toThrow(RangeError);
        }
        expect((await executor.list(handle)).map(({ path }) => path)).not.toContain('results/0009.json');
        await expect(executor.fetch(handle, 'server.log.x', 100_000)).rejects.toThrow('no such file');
        await expect(executor.fetch(handle, 'run.sh', 10)).rejects.toThrow('larger');
      });
    });

    describe('adopt', () => {
      it('says that nobody has heard of a job', async () => {
        expect((await executor.adopt('kneepoint-nobody.tp1-pp1-dp1.1')).kind).toBe('absent');
      });

      it('refuses names that are none of ours', async () => {
        for (const name of ['../../etc', 'kneepoint-a.b.1; id', '', 'kneepoint-a.b.0']) {
          await expect(executor.adopt(name), name).rejects.toThrow(RangeError);
        }
      });
    });

    describe('cleanup', () => {
      it('refuses a job that runs, and removes the folder of one that has ended', async () => {
        const handle = await submit(harness.bundle(slow));
        await expect(executor.cleanup(handle, { remove: true })).rejects.toThrow('still running');
        await executor.cancel(handle, 'kill');
        expect(await executor.cleanup(handle, { remove: true })).toEqual({ left: 0 });
        expect((await executor.adopt(handle.name)).kind).toBe('absent');
      });
    });
  });
}

function leaderOf(harness: Harness, handle: JobHandle): number {
  return Number(readFileSync(`${harness.folderOf(handle)}/lock/leader`, 'utf8').split(' ')[0]);
}

/** A job folder as a crash would leave it, with somebody's identity in its lock. */
async function plant(harness: Harness, handle: JobHandle, identity: string): Promise<void> {
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const folder = harness.folderOf(handle);
  mkdirSync(`${folder}/lock`, { recursive: true });
  writeFileSync(`${folder}/version`, 'kneepoint-job 1\n');
  writeFileSync(`${folder}/lock/leader`, identity);
}
