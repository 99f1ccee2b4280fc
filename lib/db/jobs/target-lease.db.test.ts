import { describe, expect, it } from 'vitest';
import { aTarget } from '@/lib/domain/plan/testing/a-request';
import { useTestDatabase } from '../testing/test-database';
import { changeJob } from './change-job';
import { dropLeases, putTarget, takeLease } from './targets';

const { db } = useTestDatabase();
const usual = { seconds: 60, alone: false };

describe('takeLease', () => {
  it('gives a target to one worker at a time, and to the next when it is given back or has run out', async () => {
    await putTarget(db(), aTarget());
    const first = await takeLease(db(), 'here', 'a', usual);
    expect(await takeLease(db(), 'here', 'b', usual)).toBeNull();
    expect(await takeLease(db(), 'here', 'a', usual)).toBe(first);
    await dropLeases(db(), 'a');
    const second = (await takeLease(db(), 'here', 'b', { ...usual, seconds: 0 }))!;
    expect(second).toBeGreaterThan(first!);
    expect(await takeLease(db(), 'here', 'a', usual)).toBeGreaterThan(second);
  });

  it('gives it to one of many that ask at once', async () => {
    await putTarget(db(), aTarget());
    const asked = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((owner) => takeLease(db(), 'here', owner, usual)));
    expect(asked.filter((version) => version !== null)).toHaveLength(1);
  });

  it('gives it to whoever is alone, whoever held it', async () => {
    await putTarget(db(), aTarget());
    await takeLease(db(), 'here', 'dead', usual);
    expect(await takeLease(db(), 'here', 'alive', { ...usual, alone: true })).not.toBeNull();
  });
});

describe('changeJob', () => {
  it('writes nothing for a worker that has lost its target meanwhile', async () => {
    await putTarget(db(), aTarget());
    const version = (await takeLease(db(), 'here', 'a', { ...usual, seconds: 0 }))!;
    await takeLease(db(), 'here', 'b', usual);
    let ran = false;
    const late = changeJob(db(), 'any', { targetId: 'here', owner: 'a', version }, () => {
      ran = true;
      return Promise.resolve(null);
    });
    await expect(late).rejects.toThrow('Another worker has taken here over.');
    expect(ran).toBe(false);
  });
});
