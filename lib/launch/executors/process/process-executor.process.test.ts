import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attemptName } from '../../bundle/bundle';
import { aBundle } from '../../testing/a-job';
import type { Harness } from '../../testing/conformance/harness';
import { describeExecutor } from '../../testing/executor-conformance';
import { fakeVllmHarness } from '../../testing/fake-vllm-harness';
import { processesWith } from '@/lib/testing/seen-processes';
import { until } from '../../testing/until';
import { localTransport } from '../../transports/local/local-transport';
import { processExecutor } from './process-executor';

describeExecutor('process on this machine', () => fakeVllmHarness());

describe('processExecutor', () => {
  let harness: Harness;
  beforeEach(() => {
    harness = fakeVllmHarness();
  });
  afterEach(() => harness.dispose());

  it('lets a job go on when whoever submitted it is killed, and another process takes it up', async () => {
    const bundle = harness.bundle({ benchMs: 700 });
    const handle = { name: attemptName(bundle) };
    const workFolder = dirname(harness.folderOf(handle));
    const file = join(dirname(workFolder), 'bundle.json');
    writeFileSync(file, JSON.stringify(bundle));
    const submitter = fileURLToPath(new URL('../../testing/submit-and-wait.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', submitter, file, workFolder], {
      detached: true,
      cwd: process.cwd(),
    });
    const said = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    expect(said).toBe('started\n');
    process.kill(-child.pid!, 'SIGKILL');
    expect(await harness.executor().adopt(handle.name)).toEqual({ kind: 'running', handle });
    const seen = await until('the job has ended', async () => {
      const now = await harness.executor().observe(handle);
      return now.native === 'ended' ? now : null;
    });
    expect(seen.exit).toMatchObject({ reason: 'done', done: 3 });
    await until('no process is left', () => processesWith(handle.name).length === 0);
  });

  it('says what a target is like', async () => {
    harness.bundle({});
    const facts = await harness.executor().probe();
    expect(facts).toMatchObject({ vllmVersion: '0.25.1', workFolder: { writable: true } });
    expect(facts.system).toMatch(/^(Linux|Darwin) /);
    expect(facts.workFolder.freeKiB).toBeGreaterThan(0);
    expect(facts.cpus).toBeGreaterThan(0);
    expect(facts.groups).not.toBeNull();
    expect(facts.http).not.toBeNull();
  });

  it('refuses in words where the work folder cannot be written to, or is full', async () => {
    const folder = dirname(harness.folderOf({ name: 'x' }));
    const bundle = aBundle();
    const submitTo = (workFolder: string) =>
      processExecutor(localTransport({ PATH: process.env.PATH! }), { workFolder, vllm: ['vllm'], prologue: [] }).submit(
        bundle,
        {},
      );
    expect(await submitTo('/proc/kneepoint')).toMatchObject({
      kind: 'refused',
      reason: 'read-only',
      message: 'The work folder of the target cannot be written to.',
    });
    mkdirSync(folder, { recursive: true });
    const limited = join(dirname(folder), 'sh');
    writeFileSync(limited, `#!/bin/sh\ntrap '' XFSZ\nulimit -f 8\nexec /bin/sh "$@"\n`);
    chmodSync(limited, 0o755);
    const full = processExecutor(localTransport({ PATH: `${dirname(folder)}:${process.env.PATH}` }), {
      workFolder: folder,
      vllm: ['vllm'],
      prologue: [],
    });
    expect(await full.submit(bundle, {})).toMatchObject({
      kind: 'refused',
      reason: 'disk-full',
      message: 'No room is left in the work folder of the target.',
    });
    expect(execFileSync('ls', [join(folder, attemptName(bundle))], { encoding: 'utf8' })).not.toContain('lock');
  });

  it('says that the target cannot be reached when a script does not come to its end', async () => {
    const slow = {
      name: 'a slow one',
      run: () => localTransport({ PATH: process.env.PATH! }).run('sleep 5', { timeoutMs: 50, maxBytes: 10 }),
    };
    const executor = processExecutor(slow, { workFolder: '/tmp', vllm: ['vllm'], prologue: [] });
    await expect(executor.observe({ name: 'kneepoint-a.b.1' })).rejects.toMatchObject({ code: 'unreachable' });
    const chatty = {
      name: 'a broken one',
      run: () => localTransport({ PATH: process.env.PATH! }).run('echo welcome', { timeoutMs: 5000, maxBytes: 100 }),
    };
    await expect(
      processExecutor(chatty, { workFolder: '/tmp', vllm: ['vllm'], prologue: [] }).observe({
        name: 'kneepoint-a.b.1',
      }),
    ).rejects.toMatchObject({ code: 'unreachable' });
  });
});
