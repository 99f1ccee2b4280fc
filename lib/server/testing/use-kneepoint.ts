import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { runKneepoint, type RunningKneepoint } from '../launcher/testing/run-kneepoint';

/** A Kneepoint of this file's own on an empty folder, with its parts in processes of their own; ended after the tests. */
export function useKneepoint() {
  let dataDir: string;
  let running: RunningKneepoint | undefined;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'kneepoint-api-'));
    running = await runKneepoint({ dataDir });
  }, 300_000);
  afterAll(async () => {
    await running?.end();
    await rm(dataDir, { recursive: true, force: true });
  });
  return {
    kneepoint: () => running!,
    /** The whole address of a path: `http://127.0.0.1:41234/api/v1/points`. */
    at: (path: string) => `${running!.address}${path}`,
    /** The head that authorises a script. */
    bearer: () => ({ authorization: `Bearer ${running!.token}` }),
  };
}
