import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listProcesses, listTree, until } from './processes';

export type PartName = 'database' | 'web' | 'worker';

/** A whole Kneepoint, launched as a user launches it, in processes of its own. */
export interface RunningKneepoint {
  /** As printed: signs one browser in. */
  link: string;
  /** `http://127.0.0.1:41234`. */
  address: string;
  dataDir: string;
  /** The bearer token of this instance. */
  token: string;
  launcher: ChildProcess;
  /** What it has said so far, errors among it. */
  output: () => string;
  /** The pid of a part, as of now. */
  pidOf: (part: PartName) => number | undefined;
  /** Sends `signal` to the launcher and resolves when that has ended, with its exit code and how long that took. */
  end: (signal?: NodeJS.Signals) => Promise<{ exitCode: number | null; tookMs: number }>;
}

/** What to launch it with, besides the environment of this process. */
export interface RunOptions {
  dataDir: string;
  mode?: 'start' | 'dev';
  env?: Record<string, string | undefined>;
}

/** Starts `npm start`, without npm, on a free port and resolves when it is ready; rejects with its output if it ends. */
export async function runKneepoint(options: RunOptions): Promise<RunningKneepoint> {
  const { launcher, output } = spawnLauncher(options);
  let link: string | undefined;
  await until(
    'Kneepoint is ready',
    () => {
      link = /http:\S+\/open\?code=\S+/.exec(output())?.[0];
      if (hasEnded(launcher)) throw new Error(`Kneepoint ended before it was ready:\n${output()}`);
      return link !== undefined;
    },
    300_000,
  ).catch((error: unknown) => {
    launcher.kill('SIGTERM');
    throw error;
  });
  return {
    link: link!,
    address: new URL(link!).origin,
    dataDir: options.dataDir,
    token: options.env?.KNEEPOINT_TOKEN ?? readFileSync(join(options.dataDir, 'token'), 'utf8').trim(),
    launcher,
    output,
    pidOf: (part) => findPart(launcher, part),
    end: (signal = 'SIGTERM') => endLauncher(launcher, signal),
  };
}

/** Starts it for those who expect it to end by itself: its output and exit code. */
export async function runToEnd(options: RunOptions): Promise<{ exitCode: number | null; output: string }> {
  const { launcher, output } = spawnLauncher(options);
  await until('the launcher ends', () => hasEnded(launcher), 300_000).finally(() => launcher.kill('SIGTERM'));
  return { exitCode: launcher.exitCode, output: output() };
}

function spawnLauncher({ dataDir, mode = 'start', env }: RunOptions) {
  const launcher = spawn(process.execPath, ['lib/server/launcher/start.cjs', mode], {
    env: { ...process.env, DATABASE_URL: '', HOST: '', PORT: '0', KNEEPOINT_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.on('data', (chunk: Buffer) => (text += String(chunk)));
  return { launcher, output: () => text };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

const commands: Record<PartName, RegExp> = {
  database: /database-process\.ts/,
  web: /^next-server|next\/dist\/bin\/next/,
  worker: /worker-process\.ts/,
};

function findPart(launcher: ChildProcess, part: PartName): number | undefined {
  const pattern = commands[part];
  const children = listProcesses().filter(({ parent }) => parent === launcher.pid);
  return children.find(({ command }) => pattern.test(command))?.pid;
}

async function endLauncher(launcher: ChildProcess, signal: NodeJS.Signals) {
  const startedAt = Date.now();
  const tree = launcher.pid === undefined ? [] : listTree(launcher.pid);
  launcher.kill(signal);
  await until('the launcher ends', () => hasEnded(launcher));
  const tookMs = Date.now() - startedAt;
  await until('all its processes end', () => {
    const left = new Map(listProcesses().map(({ pid, command }) => [pid, command]));
    return !tree.some(({ pid, command }) => left.get(pid) === command);
  });
  return { exitCode: launcher.exitCode, tookMs };
}
