// The worker process: worker-process.ts [--alone]. Moves jobs on until it is ended. Settings as everywhere.
import { setTimeout as sleep } from 'node:timers/promises';
import { closeDatabase, getDatabase } from '@/lib/db/client';
import { workQueues } from '@/lib/services/jobs/work-queues';
import { readEnv } from '../env';

/** What is under way may end by itself; whatever is not done by then, the next worker takes up. */
const graceMs = 800;

const { dataDir } = readEnv();
const stopped = new AbortController();
const working = workQueues(
  { db: getDatabase(), dataDir },
  {
    alone: process.argv.includes('--alone'),
    signal: stopped.signal,
    tell: (sentence) => void process.stderr.write(`${sentence}\n`),
  },
);
process.once('SIGTERM', () => void end());
process.send?.('ready');
await working;

async function end(): Promise<void> {
  stopped.abort();
  await Promise.race([working, sleep(graceMs)]);
  await Promise.race([closeDatabase(), sleep(100)]);
  process.exit(0);
}
