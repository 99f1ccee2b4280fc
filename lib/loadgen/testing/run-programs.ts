import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const generator = join(import.meta.dirname, '../bin/kneepoint-bench');

export interface Program {
  process: ChildProcess;
  /** What it has written so far. */
  output: { stdout: string; stderr: string };
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** It gets the processor before all other work of the machine. */
  isFirst: boolean;
}

export interface ProgramOptions {
  cwd?: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** Before all other work of the machine, where that is possible (Linux, as root): its speed is what is measured. */
  isFirst?: boolean;
}

/** Runs the load generator as users do. Whoever starts it ends it. */
export const startGenerator = (args: readonly string[], options: ProgramOptions = {}): Program =>
  startProgram(generator, args, options);

/** Runs a TypeScript file with plain node and tsx; it may import nothing by alias. */
export const startScript = (path: string, args: readonly string[], options: ProgramOptions = {}): Program =>
  startProgram(process.execPath, ['--import', tsx, path, ...args], options);

function startProgram(command: string, args: readonly string[], options: ProgramOptions): Program {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, OPENAI_API_KEY: undefined, ...options.env },
    stdio: 'pipe',
    detached: true,
  });
  const isFirst = options.isFirst === true && putFirst(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (bytes: Buffer) => (output.stdout += bytes.toString('utf8')));
  child.stderr.on('data', (bytes: Buffer) => (output.stderr += bytes.toString('utf8')));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  return { process: child, output, ended, isFirst };
}

/** By real-time priority: an ordinary one, however high, waits milliseconds for its turn. */
const putFirst = ({ pid }: ChildProcess): boolean =>
  spawnSync('chrt', ['--all-tasks', '--fifo', '--pid', '10', String(pid)]).status === 0;

/** Resolves with the first match in what a program prints on stdout; rejects when it ends without one. */
export function awaitOutput(program: Program, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(program.output.stdout);
      if (match) resolve(match);
    };
    program.process.stdout?.on('data', look);
    look();
    void program.ended.then(({ code }) => {
      reject(new Error(`ended with ${code}, before ${pattern}: ${program.output.stderr}`));
    });
  });
}
