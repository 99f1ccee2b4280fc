import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { listProcesses, listTree, until } from './testing/processes';
import { runKneepoint, runToEnd, type RunningKneepoint } from './testing/run-kneepoint';

// As long as a Kneepoint may take to be ready: a busy machine is no failure.
vi.setConfig({ testTimeout: 300_000 });

let folder: string;
let kneepoint: RunningKneepoint | null = null;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kneepoint-test-'));
});
afterEach(async () => {
  await kneepoint?.end();
  kneepoint = null;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(dataDir: string, env?: Record<string, string>): Promise<RunningKneepoint> {
  kneepoint = await runKneepoint({ dataDir: join(folder, dataDir), env });
  return kneepoint;
}

async function isHealthy({ address }: RunningKneepoint): Promise<boolean> {
  const response = await fetch(`${address}/api/v1/health`).catch(() => null);
  return response?.status === 200;
}

async function openEvents({ address, token }: RunningKneepoint) {
  const response = await fetch(`${address}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  const reader = response.body!.getReader();
  await reader.read();
  return reader;
}

describe('the launcher', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends everything on %s within 3 s and exit code 0, with an event stream open',
    async (signal) => {
      const running = await run('signals');
      const events = await openEvents(running);
      const ended = await running.end(signal);
      expect(ended.exitCode).toBe(0);
      expect(ended.tookMs).toBeLessThan(3000);
      await events.read().catch(() => null);
    },
  );

  it('ends the same way when npm is told, to which a user gives the command', async () => {
    const npm = spawn('npm', ['start'], {
      env: { ...process.env, DATABASE_URL: '', PORT: '0', KNEEPOINT_DATA_DIR: join(folder, 'signals') },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      let output = '';
      npm.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
      await until('it is ready', () => output.includes('/open?code='));
      const tree = listTree(npm.pid!);
      expect(tree.some(({ command }) => command.startsWith('next-server'))).toBe(true);
      // As a terminal does: to all of the group.
      process.kill(-npm.pid!, 'SIGINT');
      expect(await once(npm, 'exit')).toEqual([0, null]);
      const left = new Set(listProcesses().map(({ pid }) => pid));
      expect(tree.filter(({ pid }) => left.has(pid))).toEqual([]);
    } finally {
      if (npm.exitCode === null && npm.signalCode === null) process.kill(-npm.pid!, 'SIGKILL');
    }
  });

  it('ends with exit code 0 on a signal that comes before it has begun', async () => {
    const interrupting = `
      import processes from 'node:child_process';
      const { spawnSync } = processes;
      processes.spawnSync = (...given) => { process.kill(process.pid, 'SIGINT'); return spawnSync(...given); };`;
    const hook = `data:text/javascript,${encodeURIComponent(interrupting)}`;
    const { exitCode, output } = await runToEnd({
      dataDir: join(folder, 'early'),
      env: { NODE_OPTIONS: `--import ${hook}` },
    });
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: '' });
  });

  it('refuses a second launcher on the same folder, naming host, pid and start of the first', async () => {
    const running = await run('signals');
    const { exitCode, output } = await runToEnd({ dataDir: running.dataDir });
    expect(exitCode).toBe(1);
    expect(output).toContain(`host ${hostname()}, pid ${running.launcher.pid}, since 2`);
    expect(await isHealthy(running)).toBe(true);
  });

  it('takes its parts along when it is killed, and starts again on the same folder', async () => {
    const killed = await run('killed');
    await openEvents(killed);
    expect((await killed.end('SIGKILL')).exitCode).toBeNull();
    const again = await run('killed');
    expect(await isHealthy(again)).toBe(true);
  });

  it.each(['database', 'web', 'worker'] as const)('starts the %s process again when it is killed', async (part) => {
    const running = await run('signals');
    const before = running.pidOf(part)!;
    process.kill(before, 'SIGKILL');
    await until('another process is in its place', () => ![before, undefined].includes(running.pidOf(part)));
    await until('it is healthy again', () => isHealthy(running));
    expect(running.output()).toContain(`The ${part} process ended with SIGKILL; starting it again in 0.1 s.`);
  });

  it('keeps its folders to itself', async () => {
    const { dataDir } = await run('signals');
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'run')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'database')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'token')).mode & 0o777).toBe(0o600);
  });

  it('works in a folder whose path is too long for a socket', async () => {
    expect(await isHealthy(await run(`${'long-'.repeat(40)}/data`))).toBe(true);
  });

  it('refuses a port that is taken, in one sentence', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const { exitCode, output } = await runToEnd({ dataDir: join(folder, 'port'), env: { PORT: String(port) } });
    server.close();
    expect(exitCode).toBe(1);
    expect(output).toBe(
      `Port ${port} of 127.0.0.1 is taken: choose another with PORT, or leave PORT out for the next free one.\n`,
    );
  });

  it('refuses a data folder that cannot be made, in one sentence', async () => {
    const { exitCode, output } = await runToEnd({ dataDir: '/proc/kneepoint' });
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /^The data folder \/proc\/kneepoint cannot be used \(.+\): choose another, KNEEPOINT_DATA_DIR\.\n$/,
    );
  });

  it('refuses to let other machines in without a token, in one sentence', async () => {
    const { exitCode, output } = await runToEnd({ dataDir: join(folder, 'host'), env: { HOST: '0.0.0.0' } });
    expect(exitCode).toBe(1);
    expect(output).toBe('HOST=0.0.0.0 lets other machines in: set KNEEPOINT_TOKEN as well, or leave HOST out.\n');
  });
});
