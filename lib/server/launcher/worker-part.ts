import { startChild, untilFirstMessage } from './child';
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
    untilReady: untilFirstMessage,
    graceMs: 1_000,
  };
}
