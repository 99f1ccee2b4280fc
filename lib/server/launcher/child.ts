import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const addressOf = (name: string) => new URL(name, import.meta.url).href;

/** What to run as a child: a program of ours (`.ts`) or any other of Node's. */
export interface ChildProgram {
  script: string;
  /** Loaded before it: the name of a file of this folder. */
  preload?: string;
  arguments?: string[];
  env: NodeJS.ProcessEnv;
  /** Passed on as it comes, or left to the caller to read: what it prints, or that and its errors. */
  output: 'shown' | 'held' | 'held with errors';
}

/**
 * Starts a child that ends with this process, whatever way this one ends. It leads a process group of its own: Ctrl-C
 * in a terminal reaches the launcher alone, which ends its children in order, and nothing they started is left.
 */
export function startChild({ script, preload, arguments: given = [], env, output }: ChildProgram): ChildProcess {
  const imports = [addressOf('die-with-parent.mjs')];
  if (preload !== undefined) imports.push(addressOf(preload));
  if (script.endsWith('.ts')) imports.push('tsx');
  const options = imports.flatMap((name) => ['--import', name]);
  const child = spawn(process.execPath, [...options, join(process.cwd(), script), ...given], {
    env: { ...env, KNEEPOINT_LAUNCHER_PID: String(process.pid) },
    detached: true,
    stdio: [
      'ignore',
      output === 'shown' ? 'inherit' : 'pipe',
      output === 'held with errors' ? 'pipe' : 'inherit',
      'ipc',
    ],
  });
  // Failing to start, or to be told something, is seen by its exit.
  child.on('error', () => undefined);
  return child;
}

export const isRunning = (child: ChildProcess) =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** Resolves when the child first says something, which means that it is ready; rejects with the reason of `signal`. */
export function untilFirstMessage(child: ChildProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
  });
}

/** Asks the child and all it started to end, and makes them after `graceMs`. */
export async function endChild(child: ChildProcess, graceMs: number): Promise<void> {
  if (!isRunning(child)) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

/** "exit code 1" or "SIGKILL": how a child ended. */
export const describeEnd = (child: ChildProcess) => child.signalCode ?? `exit code ${String(child.exitCode)}`;
