import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Seen } from '@/lib/domain/plan/observation';
import type { Bundle } from '../../bundle/bundle';
import type { Executor, JobHandle } from '../../executors/executor';
import { processesWith } from '@/lib/testing/seen-processes';
import { until } from '../until';
import type { Harness } from './harness';

export interface JobEvent {
  event: string;
  load?: string;
  reason?: string;
}

/** One test's executor and what is asked of it again and again. */
export class Trial {
  #harness: Harness | null = null;
  #executor: Executor | null = null;

  begin(harness: Harness): void {
    this.#harness = harness;
    this.#executor = harness.executor();
  }

  get harness(): Harness {
    return this.#harness!;
  }

  get executor(): Executor {
    return this.#executor!;
  }

  async submit(bundle: Bundle, secrets: Record<string, string> = {}): Promise<JobHandle> {
    const submission = await this.executor.submit(bundle, secrets);
    if (submission.kind === 'refused') throw new Error(submission.message);
    return submission.handle;
  }

  ended(handle: JobHandle): Promise<Seen> {
    return until('the job has ended', async () => {
      const seen = await this.harness.executor().observe(handle);
      return seen.native === 'ended' || seen.native === 'gone' ? seen : null;
    });
  }

  reaches(handle: JobHandle, phase: string, current?: string): Promise<boolean> {
    return until(`the job is ${phase} ${current ?? ''}`, async () => {
      const { progress } = await this.executor.observe(handle);
      return progress?.phase === phase && (current === undefined || progress.current === current);
    });
  }

  nothingLeft(handle: JobHandle): Promise<boolean> {
    return until('no process is left', () => processesWith(handle.name).length === 0);
  }

  async eventsOf(handle: JobHandle): Promise<JobEvent[]> {
    const { bytes } = await this.executor.readLog(handle, 'events.ndjson', 0, 1_000_000);
    const lines = new TextDecoder().decode(bytes).trim().split('\n');
    return lines.map((line) => JSON.parse(line) as JobEvent);
  }

  leaderOf(handle: JobHandle): number {
    return Number(readFileSync(`${this.harness.folderOf(handle)}/lock/leader`, 'utf8').split(' ')[0]);
  }

  /** A job folder as a crash before its start would leave it. */
  place(handle: JobHandle): void {
    const folder = this.harness.folderOf(handle);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/version`, 'kneepoint-job 1\n');
  }

  /** A job folder as a crash would leave it, with somebody's identity in its lock. */
  plant(handle: JobHandle, identity: string): void {
    const folder = this.harness.folderOf(handle);
    this.place(handle);
    mkdirSync(`${folder}/lock`);
    writeFileSync(`${folder}/lock/leader`, identity);
  }
}
