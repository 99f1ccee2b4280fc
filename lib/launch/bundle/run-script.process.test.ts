import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { basicPrograms, eventNames, type HandFolder, handFolder, readJson, readText } from '../testing/a-folder';
import { processesWith } from '@/lib/testing/seen-processes';
import { until } from '../testing/until';
import { attemptName } from './bundle';
import { runScript } from './shell-text';

let hand: HandFolder;
beforeEach(() => {
  hand = handFolder();
});
afterEach(() => hand.dispose());

describe('run.sh by hand', () => {
  const shells = [['sh'], ['/bin/bash'], ['/bin/ksh'], ['/bin/busybox', 'sh']].filter(
    ([path]) => path === 'sh' || existsSync(path!),
  );
  it.each(shells.map((shell) => [shell.join(' '), shell] as const))(
    'measures every load under %s',
    async (_, shell) => {
      const bundle = hand.bundle({});
      const folder = hand.place(bundle);
      const { code, output } = await hand.run(folder, { shell: [...shell] });
      expect(code, output).toBe(0);
      expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'done', code: 0, done: 3, failed: 0 });
      expect(readdirSync(join(folder, 'results'))).toEqual(['0001.json', '0002.json', '0003.json']);
      expect(processesWith(attemptName(bundle))).toEqual([]);
    },
  );

  it.each<[string, () => { shell: string[]; env: Record<string, string> }]>([
    [
      'job control instead of setsid, where the shell has it',
      () => ({ shell: ['/bin/bash'], env: { PATH: hand.onlyPrograms([...basicPrograms, 'curl']) } }),
    ],
    [
      'python3 instead of setsid and curl',
      () => ({ shell: ['sh'], env: { PATH: hand.onlyPrograms([...basicPrograms, 'python3']) } }),
    ],
    [
      'ps instead of /proc',
      () => ({
        shell: ['sh'],
        env: { PATH: hand.onlyPrograms([...basicPrograms, 'setsid', 'curl']), KNEEPOINT_PROC: '/nowhere' },
      }),
    ],
  ])('gets along with %s', async (_, way) => {
    const { shell, env } = way();
    const bundle = hand.bundle(
      { hangLoads: ['0002'] },
      { request: { deadlines: { loadS: 6 } }, timing: { clientGraceS: 0 } },
    );
    const folder = hand.place(bundle);
    const { output } = await hand.run(folder, { shell, env });
    expect(readJson(folder, 'exit.json'), output).toMatchObject({ reason: 'done', done: 2, failed: 1 });
    expect(processesWith(attemptName(bundle))).toEqual([]);
  });

  it('says what is missing where nothing can start a group, or ask a server', async () => {
    const folder = hand.place(hand.bundle({}));
    await hand.run(folder, { env: { PATH: hand.onlyPrograms(basicPrograms) } });
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'no-process-groups', done: 0 });
    rmSync(join(hand.root, 'bin'), { recursive: true });
    await hand.run(folder, { env: { PATH: hand.onlyPrograms([...basicPrograms, 'setsid']) } });
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'no-http-client', done: 0 });
  });

  it('skips loads that have a result on a second run, and tries the others again', async () => {
    const folder = hand.place(hand.bundle({ failLoads: ['0002'] }));
    expect((await hand.run(folder)).code).toBe(1);
    const first = statSync(join(folder, 'results/0001.json')).mtimeMs;
    writeFileSync(join(hand.root, 'behaviour.json'), '{}');
    expect((await hand.run(folder)).code).toBe(0);
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'done', done: 1 });
    expect(statSync(join(folder, 'results/0001.json')).mtimeMs).toBe(first);
    expect(eventNames(folder).filter((event) => event === 'load-skipped')).toHaveLength(2);
    expect(readdirSync(join(folder, 'results'))).toHaveLength(3);
  });

  it('does not run beside itself, and takes over from a run that was killed', async () => {
    const bundle = hand.bundle({ hangLoads: ['0001'] });
    const folder = hand.place(bundle);
    const running = hand.run(folder);
    await until('the first load runs', () => existsSync(join(folder, 'clients/0001.log')));
    const second = await hand.run(folder);
    expect(second).toMatchObject({ code: 75 });
    expect(second.output).toContain('running already');
    const leader = Number(readText(folder, 'lock/leader').split(' ')[0]);
    for (const { pid, command } of processesWith(attemptName(bundle)))
      if (command.includes('--watchdog')) process.kill(pid, 'SIGKILL');
    process.kill(leader, 'SIGKILL');
    await running;
    writeFileSync(join(hand.root, 'behaviour.json'), '{}');
    expect((await hand.run(folder)).code).toBe(0);
    for (const { pid } of processesWith(attemptName(bundle))) process.kill(pid, 'SIGKILL');
  });

  it('ends everything on Ctrl-C', async () => {
    const bundle = hand.bundle({ hangLoads: ['0002'] });
    const folder = hand.place(bundle);
    const running = hand.run(folder);
    await until('the second load runs', () => existsSync(join(folder, 'clients/0002.log')));
    process.kill(Number(readText(folder, 'lock/leader').split(' ')[0]), 'SIGINT');
    expect((await running).code).toBe(143);
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'cancelled', done: 1 });
    expect(processesWith(attemptName(bundle))).toEqual([]);
  });

  it('runs the lines of the target first, and reads its environment file', async () => {
    writeFileSync(join(hand.root, 'secrets'), "export HF_TOKEN='it is set'\n");
    const folder = hand.place(
      hand.bundle(
        {},
        {
          target: {
            prologue: ['echo "$HF_TOKEN" > prologue-ran', 'unset_variable_is_fine=$UNSET_IN_PROLOGUE'],
            environmentFile: join(hand.root, 'secrets'),
          },
          request: { deployment: { source: 'started', model: 'm', environment: ['HF_TOKEN'] } },
        },
      ),
    );
    expect((await hand.run(folder)).code).toBe(0);
    expect(readText(folder, 'prologue-ran')).toBe('it is set\n');
  });

  it('says so when the lines of the target end the script', async () => {
    const folder = hand.place(hand.bundle({}, { target: { prologue: ['exit 3'] } }));
    await hand.run(folder);
    expect(readJson(folder, 'exit.json')).toMatchObject({ reason: 'script-ended', done: 0 });
  });
});

describe('runScript', () => {
  it('is the same for every job, and parses in every shell that is here', () => {
    const path = join(hand.root, 'run.sh');
    writeFileSync(path, runScript());
    for (const shell of ['/bin/sh', '/bin/bash', '/bin/ksh'].filter(existsSync))
      expect(execFileSync(shell, ['-n', path], { encoding: 'utf8' })).toBe('');
  });
});
