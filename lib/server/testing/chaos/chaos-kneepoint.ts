import { createDatabase } from '@/lib/db/client';
import type { Database } from '@/lib/db/database';
import { describeDatabasePart } from '../../launcher/database-part';
import { createSocketFolder } from '../../launcher/socket-folder';
import { listProcesses, until } from '../../launcher/testing/processes';
import { type PartName, runKneepoint, type RunningKneepoint } from '../../launcher/testing/run-kneepoint';

/** What can be killed of it. */
type Victim = 'launcher' | PartName;

/** A Kneepoint whose processes are killed, and that is there again afterwards. */
export class ChaosKneepoint {
  /** How many jobs it was asked for, and took. */
  jobsMade = 0;

  private constructor(
    readonly dataDir: string,
    private running: RunningKneepoint,
  ) {}

  static async start(dataDir: string): Promise<ChaosKneepoint> {
    return new ChaosKneepoint(dataDir, await runKneepoint({ dataDir }));
  }

  get address(): string {
    return this.running.address;
  }

  get token(): string {
    return this.running.token;
  }

  /** The last of what the launcher and its children have said. */
  lastWords(): string {
    return this.running.output().slice(-4000);
  }

  /** Kills one process as `kill -9` does. */
  kill(victim: Victim): void {
    const pid = victim === 'launcher' ? this.running.launcher.pid : this.running.pidOf(victim);
    if (pid === undefined) throw new Error(`There is no ${victim} process to kill.`);
    process.kill(pid, 'SIGKILL');
    this.killed = { victim, pid };
  }
  private killed: { victim: Victim; pid: number } | null = null;

  /** Resolves when everything that was killed is back: the parts by the launcher's doing, the launcher by ours. */
  async untilBack(): Promise<void> {
    const { killed } = this;
    if (killed === null) return;
    if (killed.victim === 'launcher') this.running = await runKneepoint({ dataDir: this.dataDir });
    else {
      await until('the killed process is gone', () => !listProcesses().some(({ pid }) => pid === killed.pid));
      await until(
        `the ${killed.victim} process is back`,
        () => this.running.pidOf(killed.victim as PartName) !== undefined,
      );
    }
    await until('all is well', () => this.isHealthy());
    this.killed = null;
  }

  private async isHealthy(): Promise<boolean> {
    const health = await fetch(`${this.address}/api/v1/health`).catch(() => null);
    await health?.body?.cancel();
    return health?.status === 200;
  }

  /** Looks at the database past the API, as it is now. */
  async withDatabase<T>(look: (db: Database) => Promise<T>): Promise<T> {
    const db = createDatabase(describeDatabasePart(this.dataDir, createSocketFolder(this.dataDir)).url);
    try {
      return await look(db);
    } finally {
      await db.$disconnect();
    }
  }

  async end(): Promise<void> {
    await this.running.end();
  }
}
