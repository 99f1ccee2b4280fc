import type { Seen } from '@/lib/domain/plan/observation';
import type { Bundle } from '../bundle/bundle';

/** Enough to find an attempt again from any process; plain data, kept with the job. */
export interface JobHandle {
  /** `attemptName` of its bundle. */
  name: string;
}

/** What came of handing a bundle over. Only `started` has begun anything; the others found it begun, or ended. */
export type Submission =
  | { kind: 'started' | 'running' | 'ended' | 'gone'; handle: JobHandle }
  /** It will never be taken as it is. */
  | { kind: 'refused'; reason: string; message: string };

/** What is known of an attempt by its name alone, after a crash between handing over and writing down. */
export type Adoption = { kind: 'absent' | 'placed' | 'running' | 'ended' | 'gone'; handle: JobHandle };

export interface LogChunk {
  bytes: Uint8Array;
  offset: number;
  /** Size of the whole log as it was read. */
  size: number;
}

export interface JobFile {
  path: string;
  size: number;
  /** null: too big or too busy to be worth it, such as logs. */
  sha256: string | null;
}

/** What a target says about itself. null: it does not say. */
export interface TargetFacts {
  system: string;
  cpus: number | null;
  /** Lines of `nvidia-smi` as it prints them; see `read-back/nvidia-smi.ts`. */
  gpus: string | null;
  vllmVersion: string | null;
  /** How programs are put in groups of their own; null: they cannot be, and nothing can run there. */
  groups: 'setsid' | 'job-control' | 'python3' | null;
  http: 'curl' | 'python3' | null;
  workFolder: { writable: boolean; freeKiB: number | null };
}

export interface CancelResult {
  /** Processes of the attempt that are still there. After `kill` it is 0, or something hangs in the kernel. */
  left: number;
}

/**
 * Where processes run. Every method may be called again after a crash, from another process, in any order, and does
 * nothing twice; each throws `TransportError` where the target cannot be reached, and then nothing is known.
 */
export interface Executor {
  probe: () => Promise<TargetFacts>;
  /**
   * Places a bundle and starts it, so that it outlives whoever called. `secrets` are values for the bundle's
   * environment names; they go to a file only its owner reads, which the job removes when it has read it.
   */
  submit: (bundle: Bundle, secrets: Readonly<Record<string, string>>) => Promise<Submission>;
  observe: (handle: JobHandle) => Promise<Seen>;
  /** `stream`: "log", "server.log", "events.ndjson" or "clients/0001.log". An offset past the end gives no bytes. */
  readLog: (handle: JobHandle, stream: string, offset: number, maxBytes: number) => Promise<LogChunk>;
  /** What the server that the job started counts right now, as it writes it; null where none answers at once. */
  metrics: (handle: JobHandle) => Promise<string | null>;
  list: (handle: JobHandle) => Promise<JobFile[]>;
  /** The whole file, its checksum compared. Throws `RangeError` on paths outside what `list` gives, or over the cap. */
  fetch: (handle: JobHandle, path: string, maxBytes: number) => Promise<Uint8Array>;
  /** Tells an adaptive job its next load by name, or to end. The same turn twice is one. */
  ask: (handle: JobHandle, turn: number, load: string) => Promise<void>;
  /** `term`: the job ends what it started and says so. `kill`: everything of it is ended now. */
  cancel: (handle: JobHandle, how: 'term' | 'kill') => Promise<CancelResult>;
  adopt: (name: string) => Promise<Adoption>;
  /** Ends what a dead job left behind; with `remove` its folder goes too. Refuses while it runs. */
  cleanup: (handle: JobHandle, options: { remove: boolean }) => Promise<CancelResult>;
}
