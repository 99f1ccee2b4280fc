import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isProcessAlive } from './process-alive';

const entry = z.object({
  holders: z.array(z.int().positive()).min(1),
  gpus: z.array(z.int().min(0)),
  memoryMiB: z.number().min(0),
  utilization: z.number().min(0).max(1),
  watts: z.number().min(0),
});

/** What one simulated server does to the GPUs it holds; memory, utilisation and watts are those of each of them. */
export type LedgerEntry = z.infer<typeof entry>;

/**
 * A folder in which simulated servers say which GPUs they hold, one file each, so that others and `nvidia-smi` can see
 * it. An entry counts as long as one of its processes lives: memory is not free while an engine process is left behind.
 */
export class GpuLedger {
  constructor(private readonly folder: string) {}

  /** Writes or replaces the entry of a process, in one step. */
  write(owner: number, value: LedgerEntry): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const path = this.pathOf(owner);
    writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  remove(owner: number): void {
    rmSync(this.pathOf(owner), { force: true });
  }

  /** Entries of the living. Files that cannot be read, and those of the dead, are passed over. */
  list(): LedgerEntry[] {
    return this.files().flatMap((name) => {
      try {
        const value = entry.parse(JSON.parse(readFileSync(join(this.folder, name), 'utf8')));
        return value.holders.some(isProcessAlive) ? [value] : [];
      } catch {
        return [];
      }
    });
  }

  private files(): string[] {
    try {
      return readdirSync(this.folder).filter((name) => /^server-\d+\.json$/.test(name));
    } catch {
      return [];
    }
  }

  private pathOf(owner: number): string {
    return join(this.folder, `server-${owner}.json`);
  }
}
