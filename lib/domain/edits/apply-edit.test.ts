import { describe, expect, it } from 'vitest';
import { derive } from '../derive';
import { anEngine } from '../topology';
import { applyEdit } from './apply-edit';
import type { Edit } from './edit';
import type { HeldMeasurement } from './held-measurement';
import { aHeldMeasurement } from './testing/a-held-measurement';

const at = '2026-11-21T10:00:00.000Z';
const later = '2026-12-01T10:00:00.000Z';

function edited(held: HeldMeasurement, set: Edit, when = at): HeldMeasurement {
  const result = applyEdit(held, set, when);
  if ('refusal' in result) throw new Error(result.refusal);
  return result.held;
}

const tp2 = aHeldMeasurement({
  deployment: { topology: [anEngine({ tp: 2 })] },
  throughput: { outputTokensPerS: 200 },
  provenance: {
    'deployment.topology': 'file name',
    'deployment.topology.tp': 'file name',
    'deployment.topology.pp': 'assumed 1',
  },
});

describe('applyEdit', () => {
  it('changes a size, and the numbers that hang on it follow', () => {
    const { base } = edited(tp2, { tp: 4 });
    expect(base.deployment.topology).toEqual([anEngine({ tp: 4 })]);
    expect(derive(tp2.base).outputTokensPerSPerGpu).toBe(100);
    expect(derive(base).outputTokensPerSPerGpu).toBe(50);
  });

  it('says where the value came from, and keeps what the record says beside it', () => {
    const { base, byHand } = edited(tp2, { tp: 4 });
    expect(base.provenance).toEqual({
      'deployment.topology': 'set by hand, 2026-11-21',
      'deployment.topology.tp': 'set by hand, 2026-11-21',
      'deployment.topology.pp': 'assumed 1',
    });
    expect(byHand).toEqual({
      'deployment.topology': { value: tp2.base.deployment.topology, provenance: tp2.base.provenance, at },
    });
  });

  it('keeps the record through a second edit, and is the record again when set back to it', () => {
    const twice = edited(edited(tp2, { tp: 4 }), { tp: 8 }, later);
    expect(twice.byHand['deployment.topology']).toMatchObject({ value: [anEngine({ tp: 2 })], at: later });
    expect(edited(twice, { tp: 2 }, later)).toEqual(tp2);
    expect(edited(twice, { asRecorded: ['topology'] }, later)).toEqual(tp2);
  });

  it('leaves a field alone that has the value already, and the measurement given in any case', () => {
    const before = structuredClone(tp2);
    expect(edited(tp2, { tp: 2, model: null })).toEqual(tp2);
    edited(tp2, { tp: 16, model: 'm', addTags: ['a'] });
    expect(tp2).toEqual(before);
  });

  it('sets null for what nobody knows', () => {
    const named = aHeldMeasurement({ deployment: { model: 'wrong' } });
    const { base, byHand } = edited(named, { model: null });
    expect(base.deployment.model).toBeNull();
    expect(byHand['deployment.model']?.value).toBe('wrong');
  });

  it('makes a topology of sizes that waited for TP, and asks for TP where it is not known', () => {
    const waiting = aHeldMeasurement({ extra: { partialTopology: { pp: 4 } } });
    expect(edited(waiting, { tp: 2 }).base.deployment.topology).toEqual([anEngine({ tp: 2, pp: 4 })]);
    expect(applyEdit(waiting, { dp: 2 }, at)).toEqual({ refusal: 'has no topology yet: set its TP too' });
  });

  it('sets TP of prefill and decode alike, and refuses replicas that would mean both', () => {
    const groups = [anEngine({ role: 'prefill', tp: 2, replicas: 3 }), anEngine({ role: 'decode', tp: 4 })];
    const apart = aHeldMeasurement({ deployment: { topology: groups } });
    expect(edited(apart, { tp: 8 }).base.deployment.topology).toEqual(groups.map((group) => ({ ...group, tp: 8 })));
    expect(applyEdit(apart, { replicas: 2 }, at)).toMatchObject({ refusal: /prefill, decode/ });
  });

  it('adds and removes tags once, sorted, and moves to another sweep by name', () => {
    const tagged = aHeldMeasurement({}, { tags: ['b', 'old'] });
    const { tags, sweep, notes } = edited(tagged, {
      addTags: ['b', 'a'],
      removeTags: ['old'],
      sweep: 'nightly',
      notes: 'clock was capped',
    });
    expect({ tags, sweep, notes }).toEqual({
      tags: ['a', 'b'],
      sweep: { name: 'nightly', joinedBy: { name: 'nightly' } },
      notes: 'clock was capped',
    });
  });

  it('stays in a sweep joined by something else when its name is set to the one it has', () => {
    expect(edited(tp2, { sweep: 'Sweep 1' })).toEqual(tp2);
  });
});
