import { beforeEach, describe, expect, it } from 'vitest';
import { processesWith } from '@/lib/launch/testing/processes';
import { cancelJob } from './cancel-job';
import { retryJob } from './retry-job';
import { useWorkingStore } from './testing/working-store';

const store = useWorkingStore();

describe('a job on the simulator', () => {
  beforeEach(() => store.putTargets());

  it('measures every load once, and stores it with what was read back', async () => {
    const id = await store.make();
    store.startWorker();
    const job = await store.untilEnded(id);
    expect(job.sentence).toBe('Done: 2 of 2 loads measured.');
    expect(job.attempts[0]!.readBack).toMatchObject({
      model: 'facebook/opt-125m',
      topology: { tp: 1, pp: 1, dp: 1 },
      gpus: 1,
      client: 'vllm',
      differences: [],
    });
    const points = await store.points();
    expect(points.map(({ origin }) => origin)).toEqual(['simulated', 'simulated']);
    expect(processesWith(id)).toEqual([]);
  });
});
void cancelJob;
void retryJob;
