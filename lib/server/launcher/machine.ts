import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where a process runs: two that agree in boot and pid namespace can see each other. */
export interface Machine {
  host: string;
  /** Changes when the machine starts anew; containers have that of their machine. Empty where it cannot be known. */
  bootId: string;
  /** Pids count anew in a container; empty where there are no containers. */
  pidNamespace: string;
}

/** The machine this process runs on. */
export function readMachine(): Machine {
  return {
    host: hostname(),
    bootId:
      attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')) ??
      askSystem('sysctl', '-n', 'kern.bootsessionuuid'),
    pidNamespace: attempt(() => readlinkSync('/proc/self/ns/pid')) ?? '',
  };
}

/**
 * When the process `pid` of this machine began, in the system's own notation; null when there is none. A pid that was
 * given out again is told by it from the process that had it before.
 */
export function readProcessStart(pid: number): string | null {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name in parentheses may hold blanks; the start is the 20th field after it. Z: ended, not yet collected.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields !== undefined) return fields[0] === 'Z' ? null : (fields[19] ?? null);
  return process.platform === 'linux' ? null : askSystem('ps', '-o', 'lstart=', '-p', String(pid)) || null;
}

function askSystem(command: string, ...given: string[]): string {
  return attempt(() => execFileSync(command, given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) ?? '';
}

function attempt(read: () => string): string | null {
  try {
    return read().trim();
  } catch {
    return null;
  }
}
