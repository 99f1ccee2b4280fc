import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder, type DataFolderLock } from './data-folder-lock';
import { listenForKnocks } from './knock';
import { readMachine, readProcessStart } from './machine';

let folder: string;
const held: DataFolderLock[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kneepoint-test-'));
});
afterEach(() => {
  for (const lock of held.splice(0)) lock.release();
  rmSync(folder, { recursive: true });
});

async function lock(): Promise<void> {
  held.push(await lockDataFolder(folder, folder));
}

const stalePath = () => join(folder, 'launcher-00000000.lock');

/** What a launcher leaves that was killed, this process having its pid since. */
function leaveClaim(changes: Record<string, unknown> = {}): void {
  const claim = {
    ...readMachine(),
    pid: process.pid,
    processStart: 'long ago',
    startedAt: '2020-01-01T00:00:00.000Z',
    socket: join(folder, 'nobody.sock'),
    ...changes,
  };
  writeFileSync(stalePath(), JSON.stringify(claim));
}

describe('lockDataFolder', () => {
  it('refuses a second claim, naming host, pid and start of the first', async () => {
    await lock();
    await expect(lock()).rejects.toThrow(
      new RegExp(`already runs on ${folder} \\(host ${hostname()}, pid ${process.pid}, since \\d{4}-.*Z\\)`),
    );
  });

  it('leaves nothing behind when released, and can be had again', async () => {
    await lock();
    held.pop()!.release();
    expect(readdirSync(folder)).toEqual([]);
    await lock();
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('removes the claim of a launcher that died, though another process has its pid now', async () => {
    leaveClaim();
    await lock();
    expect(existsSync(stalePath())).toBe(false);
  });

  it('removes a claim from before the machine was last started', async () => {
    leaveClaim({ bootId: 'another', processStart: readProcessStart(process.pid) });
    await lock();
    expect(existsSync(stalePath())).toBe(false);
  });

  it('removes a claim that was cut off when the power went', async () => {
    writeFileSync(stalePath(), '{"host":');
    await lock();
    expect(existsSync(stalePath())).toBe(false);
  });

  it('respects a claim whose socket is listened on, whatever its pid says', async () => {
    const socket = join(folder, 'other.sock');
    const server = await listenForKnocks(socket);
    leaveClaim({ socket, pid: 999_999_999, pidNamespace: 'of a container' });
    await expect(lock()).rejects.toThrow('pid 999999999, since 2020-01-01T00:00:00.000Z');
    server.close();
  });

  it('respects a claim whose socket was cleaned away while its process lives', async () => {
    leaveClaim({ processStart: readProcessStart(process.pid) });
    await expect(lock()).rejects.toThrow(`pid ${process.pid}, since 2020`);
  });

  it('does not judge a claim of another machine, and says what to do', async () => {
    leaveClaim({ host: 'elsewhere', bootId: 'another' });
    await expect(lock()).rejects.toThrow(
      `(host elsewhere, pid ${process.pid}, since 2020-01-01T00:00:00.000Z); if that`,
    );
    await expect(lock()).rejects.toThrow(`remove ${stalePath()}`);
    expect(existsSync(stalePath())).toBe(true);
  });

  it('is had by exactly one of many that want it at once', async () => {
    leaveClaim();
    const contender = join(import.meta.dirname, 'testing/contend-for-lock.ts');
    const children = Array.from({ length: 6 }, () => fork(contender, [folder], { execArgv: ['--import', 'tsx'] }));
    const ready = await Promise.all(children.map(async (child) => ((await once(child, 'message')) as unknown[])[0]));
    expect(new Set(ready)).toEqual(new Set(['ready']));
    const verdicts = children.map(async (child) => ((await once(child, 'message')) as unknown[])[0]);
    for (const child of children) child.send('go');
    expect((await Promise.all(verdicts)).toSorted()).toEqual(['held', ...Array<string>(5).fill('refused')]);
    await Promise.all(
      children.map((child) => {
        child.disconnect();
        return once(child, 'exit');
      }),
    );
  });
});
