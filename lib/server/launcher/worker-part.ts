import { startChild } from './child';
import type { Part } from './supervise';

/** The process that moves jobs on. `alone`: no other worker shares its database. */
export function describeWorkerPart(env: NodeJS.ProcessEnv, alone: boolean): Part {
  return {
    name: 'worker',
    start: () =>
      startChild({
        script: 'lib/server/launcher/worker-process.ts',
        arguments: alone ? ['--alone'] : [],
        env,
        output: 'shown',
      }),
    untilReady: (child, signal) =>
      new Promise((resolve, reject) => {
        child.once('message', () => resolve());
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        if (signal.aborted) reject(signal.reason as Error);
      }),
    graceMs: 1_000,
  };
}
