import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Bundle } from '../bundle/bundle';
import { aBundle, aJobId, type BundleChange } from './a-job';
import type { Behaviour } from './conformance/harness';
import { fakeVllm } from './fake-vllm-harness';
import { endProcessesWith } from '@/lib/testing/seen-processes';

/** Everything the script needs but what a test takes away: setsid, curl, python3. */
export const basicPrograms =
  'sh cat cut date dd df dirname getconf grep head id ls mkdir mv node nohup printf ps rm rmdir sed sleep sort tail tr uname wc'.split(
    ' ',
  );

export interface ScriptRun {
  code: number | null;
  output: string;
}

export interface RunOptions {
  shell?: string[];
  env?: Record<string, string>;
  script?: string;
  /** Somebody else's, where this process may take it. */
  uid?: number;
}

/** A folder for jobs run by hand, with a stand-in for vLLM. */
export interface HandFolder {
  root: string;
  bundle: (behaviour: Behaviour, change?: BundleChange) => Bundle;
  /** Writes a bundle out and returns its folder. */
  place: (bundle: Bundle, name?: string) => string;
  /** `shell run.sh` in a folder, to its end. */
  run: (folder: string, options?: RunOptions) => Promise<ScriptRun>;
  /** A folder of programs that hides everything else from a script's PATH. */
  onlyPrograms: (names: string[]) => string;
  calls: () => string[][];
  dispose: () => void;
}

export function handFolder(): HandFolder {
  const root = mkdtempSync(join(tmpdir(), 'kneepoint-bundle-'));
  const behaviourFile = join(root, 'behaviour.json');
  const callsFile = join(root, 'calls');
  return {
    root,
    bundle: (behaviour, change) => {
      writeFileSync(behaviourFile, JSON.stringify({ ...behaviour, calls: callsFile }));
      const target = { vllm: fakeVllm(behaviourFile), workFolder: root, ...change?.target };
      return aBundle({ jobId: aJobId(), ...change, target });
    },
    place: (bundle, name = 'job') => {
      for (const { path, content } of bundle.files) {
        mkdirSync(dirname(join(root, name, path)), { recursive: true });
        writeFileSync(join(root, name, path), content);
      }
      return join(root, name);
    },
    run: (folder, options = {}) => runScript(folder, options),
    onlyPrograms: (names) => onlyPrograms(join(root, 'bin'), names),
    calls: () =>
      existsSync(callsFile)
        ? readFileSync(callsFile, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as string[])
        : [],
    dispose: () => {
      endProcessesWith(root);
      rmSync(root, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

function runScript(
  folder: string,
  { shell = ['sh'], env = {}, script = 'run.sh', uid }: RunOptions,
): Promise<ScriptRun> {
  return new Promise((resolve, reject) => {
    const [command, ...words] = shell as [string, ...string[]];
    const child = spawn(command, [...words, join(folder, script)], {
      env: { NODE_ENV: 'test', PATH: process.env.PATH, HOME: process.env.HOME, KNEEPOINT_POLL_S: '0.1', ...env },
      cwd: folder,
      ...(uid === undefined ? {} : { uid }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Scripts that call the real programs by their full path, found on this process's PATH. */
function onlyPrograms(bin: string, names: string[]): string {
  mkdirSync(bin, { recursive: true });
  for (const name of names) {
    const path = programPath(name);
    writeFileSync(join(bin, name), `#!/bin/sh\nexec '${path}' "$@"\n`, { mode: 0o755 });
  }
  return bin;
}

/** Where a program really is: what stands on the PATH may be a script that needs more of it. */
function programPath(name: string): string {
  if (name === 'python3')
    return execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  const folders = process.env.PATH!.split(':');
  const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate));
  if (!path) throw new Error(`${name} is not on the PATH of this machine.`);
  return path;
}

export const readText = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');
export const readJson = (folder: string, path: string): Record<string, unknown> =>
  JSON.parse(readText(folder, path)) as Record<string, unknown>;
export const eventNames = (folder: string): string[] =>
  readText(folder, 'events.ndjson')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event);
