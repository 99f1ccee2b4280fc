import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HandFolder, handFolder, readJson, readText } from '../testing/a-folder';
import { processesWith } from '@/lib/testing/seen-processes';
import { attemptName } from './bundle';
import { oneScript } from './one-script';

let hand: HandFolder;
beforeEach(() => {
  hand = handFolder();
});
afterEach(() => hand.dispose());

describe('run.sh and versions of vLLM', () => {
  it.each([
    ['0.10.2', ['--endpoint-type'], false],
    ['0.11.0', ['--backend'], false],
    ['0.11.1', ['--backend'], true],
    ['0.13.0rc2.dev112+g763963aa7', ['--backend'], true],
  ])('speaks to the client of %s as it understands', async (version, backend, warmups) => {
    const folder = hand.place(hand.bundle({ version } as object));
    await hand.run(folder);
    const bench = hand.calls().find(([command]) => command === 'bench')!;
    expect(bench[2]).toBe(backend[0]);
    expect(bench.includes('--num-warmups')).toBe(warmups);
    expect(readJson(folder, 'results/0001.json')).toMatchObject({ vllm_version: version });
  });
});

describe('run.sh offline', () => {
  it('runs vllm bench throughput for each number of prompts, without a server', async () => {
    const folder = hand.place(
      hand.bundle({}, { request: { kind: 'throughput', loads: { mode: 'list', knob: 'prompts', values: [10, 20] } } }),
    );
    expect((await hand.run(folder)).code).toBe(0);
    const commands = hand.calls();
    expect(commands.map(([first, second]) => [first, second])).toEqual([
      ['--version', undefined],
      ['bench', 'throughput'],
      ['bench', 'throughput'],
    ]);
    expect(commands[1]).toEqual(
      expect.arrayContaining([
        '--tensor-parallel-size',
        '2',
        '--input-len',
        '32',
        '--num-prompts',
        '10',
        '--output-json',
        'tmp/0001.json',
      ]),
    );
    expect(existsSync(join(folder, 'server.log'))).toBe(false);
  });
});

describe('run.sh and its storage', () => {
  it('leaves no secret file behind, and lets nobody else read the folder', async () => {
    const folder = hand.place(hand.bundle({}));
    writeFileSync(join(folder, 'env'), "export OTHER='x'\n");
    await hand.run(folder);
    expect(existsSync(join(folder, 'env'))).toBe(false);
    expect(statSync(join(folder, 'results')).mode & 0o077).toBe(0);
    expect(statSync(join(folder, 'exit.json')).mode & 0o077).toBe(0);
  });

  it('calls a full disk a full disk, and stops', async () => {
    const full = fullDisk(hand.root);
    try {
      const bundle = hand.bundle({ resultBytes: 3_000_000 });
      const folder = hand.place(bundle, 'small');
      await hand.run(folder, { shell: full.shell });
      expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'disk-full', done: 0 });
      expect(processesWith(attemptName(bundle))).toEqual([]);
    } finally {
      full.undo();
    }
  });

  it('says that it may not write, and starts nothing', async () => {
    const folder = hand.place(hand.bundle({}));
    // Nothing is read-only to root, so root runs it as somebody else.
    chmodSync(hand.root, 0o755);
    execFileSync('chmod', ['-R', 'a+rX,a-w', folder]);
    const { code, output } = await hand.run(folder, process.getuid?.() === 0 ? { uid: 65_534 } : {});
    execFileSync('chmod', ['-R', 'u+w', folder]);
    expect(code).toBe(73);
    expect(output).toContain('read-only: the job folder cannot be written to');
    expect(hand.calls()).toEqual([]);
  });

  it('counts a load whose every request failed as failed, and keeps what the client wrote', async () => {
    const folder = hand.place(hand.bundle({ completed: 0 }));
    await hand.run(folder);
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'loads-failing', done: 0, failed: 3 });
    expect(readText(folder, 'events.ndjson')).toContain('"reason":"all-failed"');
    expect(existsSync(join(folder, 'clients/0001.failed.json'))).toBe(true);
  });
});

describe('oneScript', () => {
  it('writes every folder out byte for byte, and runs one after the other', async () => {
    const bundles = [
      hand.bundle(
        {},
        {
          request: {
            deployment: {
              source: 'started',
              model: 'm',
              flags: [{ name: 'speculative-config', value: `{"it's":"$(id) \\\\ \`x\`"}` }],
            },
          },
        },
      ),
      hand.bundle({}),
    ];
    writeFileSync(join(hand.root, 'job.sh'), oneScript(bundles));
    const { code, output } = await hand.run(hand.root, { script: 'job.sh' });
    expect(code, output).toBe(0);
    for (const bundle of bundles) {
      for (const { path, content } of bundle.files)
        expect(readText(join(hand.root, attemptName(bundle)), path)).toBe(content);
      expect(readJson(join(hand.root, attemptName(bundle)), 'exit.json')).toMatchObject({
        reason: 'done',
        code: 0,
        done: 3,
      });
    }
    expect(hand.calls().flat()).toContain(`--speculative-config={"it's":"$(id) \\\\ \`x\`"}`);
  });
});

/**
 * A place where a disk is full after 2 MB: a small file system where one may be mounted, else a limit on the size of
 * files, which the script meets in the same way.
 */
function fullDisk(root: string): { shell: string[]; undo: () => void } {
  const folder = join(root, 'small');
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder], { stdio: 'ignore' });
    return { shell: ['sh'], undo: () => execFileSync('umount', ['-l', folder]) };
  } catch {
    const limited = join(root, 'limited.sh');
    writeFileSync(limited, '#!/bin/sh\nulimit -f 400\nexec sh "$@"\n');
    return { shell: ['sh', limited], undo: () => undefined };
  }
}
