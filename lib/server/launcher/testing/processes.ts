import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process of this machine, as its system lists it. */
export interface ListedProcess {
  pid: number;
  parent: number;
  command: string;
}

/** All processes but those that have ended and wait to be collected. */
export function listProcesses(): ListedProcess[] {
  return process.platform === 'linux' ? listByProc() : listByPs();
}

/** `pid` and all that came from it, as long as it lives. */
export function listTree(pid: number, all: ListedProcess[] = listProcesses()): ListedProcess[] {
  const own = all.filter((listed) => listed.pid === pid);
  return [...own, ...all.filter(({ parent }) => parent === pid).flatMap((child) => listTree(child.pid, all))];
}

/** Resolves when `condition` holds; rejects naming `what` after `limitMs`. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`Not within ${limitMs} ms: ${what}.`);
    await sleep(20);
  }
}

function listByProc(): ListedProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
}

function listByPs(): ListedProcess[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, state, command] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
      return command === undefined || state?.startsWith('Z')
        ? []
        : [{ pid: Number(pid), parent: Number(parent), command }];
    });
}
