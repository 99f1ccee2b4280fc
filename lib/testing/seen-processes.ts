import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessSeen {
  pid: number;
  group: number;
  session: number;
  command: string;
}

/** State, parent, group, session, ... of a process, after its name in /proc; null where it is gone or a zombie. */
function statOf(pid: string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(') ') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields;
  } catch {
    return null;
  }
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
};

/**
 * Living processes whose command line or environment holds a text, counted in /proc by this process itself, so that a
 * fault in the scripts under test cannot hide one. Throws where there is no /proc.
 */
export function processesWith(text: string): ProcessSeen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
      if (!command.includes(text) && !read(`/proc/${pid}/environ`).includes(text)) return [];
      const stat = statOf(pid);
      return stat ? [{ pid: Number(pid), group: Number(stat[2]), session: Number(stat[3]), command }] : [];
    });
}

/** When a process started, in the kernel's clock ticks. Throws where it is gone. */
export function startOf(pid: number): string {
  const stat = statOf(String(pid));
  if (!stat) throw new Error(`There is no process ${pid}.`);
  return stat[19]!;
}

/** Ends every process whose command line or environment holds a text; one that ends by itself meanwhile is fine. */
export function endProcessesWith(text: string): void {
  for (const { pid } of processesWith(text)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
