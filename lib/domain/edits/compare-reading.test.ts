import { describe, expect, it } from 'vitest';
import { aMeasurement } from '../testing/a-measurement';
import { anEngine } from '../topology';
import { applyEdit } from './apply-edit';
import { applyReading, compareReading } from './compare-reading';
import type { Edit } from './edit';
import type { HeldMeasurement } from './held-measurement';
import { aHeldMeasurement } from './testing/a-held-measurement';

const at = '2026-11-21T10:00:00.000Z';
const isOfTheFile = (words: string) => words === 'file name';
const now = { importerVersion: 2, at };

const stored = aHeldMeasurement({
  deployment: { model: 'm', engineVersion: '0.6', topology: [anEngine({ tp: 2 })] },
  provenance: { 'deployment.topology': 'file name', 'deployment.engineVersion': 'server log vllm.log' },
  extra: { date: 'x' },
});
const read = aMeasurement({
  deployment: { model: 'm', topology: [anEngine({ tp: 4 })] },
  durationS: 12,
  provenance: { 'deployment.topology': 'folder name' },
});
const byHand = (set: Edit): HeldMeasurement => {
  const edited = applyEdit(stored, set, at);
  if ('refusal' in edited) throw new Error(edited.refusal);
  return edited.held;
};

describe('compareReading', () => {
  it('finds nothing where the importer reads what it read', () => {
    expect(compareReading(stored, stored.base, isOfTheFile)).toEqual([]);
    expect(compareReading(byHand({ tp: 8, model: 'n' }), stored.base, isOfTheFile)).toEqual([]);
  });

  it('names fields with their old and new values, those that went among them', () => {
    expect(
      compareReading(stored, read, isOfTheFile).map((one) => [one.path, one.recorded.value, one.read.value]),
    ).toEqual([
      ['deployment.topology', [anEngine({ tp: 2 })], [anEngine({ tp: 4 })]],
      ['durationS', null, 12],
      ['extra.date', 'x', undefined],
    ]);
  });

  it('does not take away what another file filled in where the record is silent', () => {
    const paths = compareReading(stored, read, isOfTheFile).map(({ path }) => path);
    expect(paths).not.toContain('deployment.engineVersion');
  });

  it('says where a value set by hand stands over what is read', () => {
    const [topology] = compareReading(byHand({ tp: 8 }), read, isOfTheFile);
    expect(topology).toMatchObject({
      path: 'deployment.topology',
      recorded: { value: [anEngine({ tp: 2 })] },
      read: { value: [anEngine({ tp: 4 })] },
      byHand: { value: [anEngine({ tp: 8 })] },
    });
  });

  it('is silent about what a person filled in on import where the record still does not say', () => {
    const filled = aHeldMeasurement({
      deployment: { hardware: { gpu: 'H100' } },
      provenance: { 'deployment.hardware.gpu': 'set by hand' },
    });
    expect(compareReading(filled, aMeasurement(), isOfTheFile)).toEqual([]);
  });
});

describe('applyReading', () => {
  it('takes over the fields chosen with their provenance, and no others', () => {
    const chosen = compareReading(stored, read, isOfTheFile).filter(({ path }) => path === 'deployment.topology');
    const after = applyReading(stored, chosen, now);
    expect(after.base.deployment.topology).toEqual([anEngine({ tp: 4 })]);
    expect(after.base.provenance['deployment.topology']).toBe('folder name');
    expect(after.base.durationS).toBeNull();
    expect(after.importerVersion).toBe(2);
  });

  it('leaves a value set by hand, and shows the new one as what the record says', () => {
    const held = byHand({ tp: 8 });
    const after = applyReading(held, compareReading(held, read, isOfTheFile), now);
    expect(after.base.deployment.topology).toEqual([anEngine({ tp: 8 })]);
    expect(after.byHand['deployment.topology']).toMatchObject({
      value: [anEngine({ tp: 4 })],
      provenance: { 'deployment.topology': 'folder name' },
    });
    expect(compareReading(after, read, isOfTheFile)).toEqual([]);
  });

  it('follows a run that is read otherwise to its sweep, unless a person named the sweep', () => {
    const run = (joinedBy: HeldMeasurement['sweep']['joinedBy']) =>
      aHeldMeasurement({ runId: 'old' }, { sweep: { name: 's', joinedBy } });
    const apply = (held: HeldMeasurement) =>
      applyReading(held, compareReading(held, aMeasurement({ runId: 'new' }), isOfTheFile), now).sweep.joinedBy;
    expect(apply(run({ runId: 'old' }))).toEqual({ runId: 'new' });
    expect(apply(run({ name: 's' }))).toEqual({ name: 's' });
  });
});
