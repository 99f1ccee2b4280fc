import { startChild, untilFirstMessage } from './child';
import type { Part } from './supervise';

/** The process that has the embedded database open, and where others reach it. */
export function describeDatabasePart(dataDir: string, socketFolder: string): Part & { url: string } {
  return {
    name: 'database',
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketFolder)}`,
    start: () =>
      startChild({
        script: 'lib/server/launcher/database-process.ts',
        arguments: [dataDir, socketFolder],
        env: process.env,
        output: 'shown',
      }),
    untilReady: untilFirstMessage,
    graceMs: 1_000,
  };
}
