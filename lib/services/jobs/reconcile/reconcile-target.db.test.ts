import { describe, expect, it } from 'vitest';
import { takeLease } from '@/lib/db/jobs/targets';
import type { Executor } from '@/lib/launch/executors/executor';
import { putBuiltinTargets } from '@/lib/services/targets/put-builtin-targets';
import { useTestStore } from '@/lib/services/testing/test-store';
import { cancelJob } from '../cancel-job';
import { createJob } from '../create-job';
import { getJob } from '../get-job';
import { aJob } from '../testing/a-job';
import { reconcileTarget } from './reconcile-target';

const { context } = useTestStore();
const targetId = 'local-simulator';

/** A target where something happens that nobody has foreseen. */
function oddExecutor(asked: string[]): Executor {
  const odd = () => Promise.reject(new TypeError('of a kind nobody thought of'));
  const cancel: Executor['cancel'] = (_, how) => {
    asked.push(how);
    return Promise.resolve({ left: 0 });
  };
  return { adopt: odd, submit: odd, observe: odd, cancel } as unknown as Executor;
}

/** Rounds with the target until one goes through without an error, at most so many; what went wrong meanwhile. */
async function work(most: number, asked: string[] = []): Promise<string[]> {
  const { db } = context();
  const version = (await takeLease(db, targetId, 'me', { seconds: 60, alone: true }))!;
  const round = { ...context(), fence: { targetId, owner: 'me', version }, memos: new Map() };
  const errors: string[] = [];
  for (let i = 0; i < most; i++) {
    await reconcileTarget({ ...round, executor: () => oddExecutor(asked) }).catch((error: unknown) =>
      errors.push(String(error)),
    );
  }
  return errors;
}

describe('reconcileTarget', () => {
  it('gives an attempt up that fails in the same unforeseen way again and again, and goes on with the next job', async () => {
    await putBuiltinTargets(context());
    const first = await createJob(context(), aJob(), null);
    const second = await createJob(context(), aJob(), null);
    const asked: string[] = [];
    const errors = await work(6, asked);
    expect(errors).toHaveLength(5);
    expect(asked).toEqual(['kill']);
    const job = await getJob(context(), first.id);
    expect(job.sentence).toBe('Failed: a step with it failed 5 times in a row; what Kneepoint printed says why.');
    expect(job.attempts[0]!.loads.map(({ phase }) => phase)).toEqual(['left-out', 'left-out']);
    await work(1);
    expect((await getJob(context(), second.id)).state.phase).toBe('submitting');
  });

  it('ends a job that is to be cancelled even so', async () => {
    await putBuiltinTargets(context());
    const { id } = await createJob(context(), aJob(), null);
    await work(2);
    await cancelJob(context(), id);
    await work(6);
    expect((await getJob(context(), id)).finishedAt).not.toBeNull();
  });
});
