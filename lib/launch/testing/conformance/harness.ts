import type { Bundle } from '../../bundle/bundle';
import type { Executor, JobHandle } from '../../executors/executor';
import type { BundleChange } from '../a-job';

/** How the stand-in for vLLM behaves. */
export interface Behaviour {
  versionMs?: number;
  readyAfterMs?: number;
  exitBeforeReady?: number;
  hangBeforeReady?: boolean;
  refuseToStop?: boolean;
  /** A worker that leaves its group and its session. */
  strayWorker?: boolean;
  benchMs?: number;
  failLoads?: string[];
  hangLoads?: string[];
  crashLoads?: string[];
  resultBytes?: number;
  /** Requests the client reports as completed. */
  completed?: number;
}

/** What an executor brings along to be held to its contract. Each test gets a new one. */
export interface Harness {
  /** A new executor, as a restarted process has it. */
  executor: () => Executor;
  /** An executor whose connection breaks off after the target has done what it was asked to. */
  losingAnswers: () => Executor;
  bundle: (behaviour: Behaviour, change?: BundleChange) => Bundle;
  /** How often the stand-in was called with a first word such as "serve". */
  callsOf: (command: string) => number;
  /** The job folder as seen by this process. */
  folderOf: (handle: JobHandle) => string;
  dispose: () => void;
}
