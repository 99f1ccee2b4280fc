import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anEngine } from '../topology';
import { applyEdit } from './apply-edit';
import { changesBetween, undoChanges } from './change';
import { type Edit, edit } from './edit';
import { fieldsOf, withField } from './fields';
import type { HeldMeasurement } from './held-measurement';
import { aHeldMeasurement } from './testing/a-held-measurement';

const at = '2026-11-21T10:00:00.000Z';
const full = aHeldMeasurement({
  deployment: {
    model: 'm',
    topology: [anEngine({ tp: 2 })],
    hardware: { gpu: 'H100' },
    flags: { 'max-num-seqs': 8, 'a.b': null },
  },
  workload: { isl: 100 },
  latency: { tpotMs: { median: 10, others: { 'p99.9': 3 } } },
  provenance: { 'deployment.topology': 'file name', 'deployment.topology.tp': 'file name' },
  extra: { 'some.key': { nested: [1] } },
});

const edits: fc.Arbitrary<Edit> = fc
  .record(
    {
      model: fc.constantFrom('m', 'n', null),
      gpu: fc.constantFrom('H100', 'L4', null),
      tp: fc.constantFrom(1, 2, 4),
      pp: fc.constantFrom(1, 2),
      isl: fc.constantFrom(100, 200, null),
      sweep: fc.constantFrom('Sweep 1', 'other'),
      addTags: fc.constantFrom('a', 'b').map((tag) => [tag]),
      removeTags: fc.constantFrom('a', 'b').map((tag) => [tag]),
      notes: fc.constantFrom('note', null),
      asRecorded: fc.constantFrom('model' as const, 'topology' as const).map((field) => [field]),
    },
    { requiredKeys: [] },
  )
  .filter((set) => edit.safeParse(set).success);

function applied(held: HeldMeasurement, set: Edit): HeldMeasurement {
  const result = applyEdit(held, set, at);
  return 'refusal' in result ? held : result.held;
}

describe('fieldsOf', () => {
  it('names foreign keys whole, dots and all, and treats a topology as one field', () => {
    const fields = fieldsOf(full);
    expect(fields.get('extra.some.key')).toEqual({ nested: [1] });
    expect(fields.get('deployment.flags.a.b')).toBeNull();
    expect(fields.get('latency.tpotMs.others.p99.9')).toBe(3);
    expect(fields.get('deployment.topology')).toEqual([anEngine({ tp: 2 })]);
  });

  it('holds neither the identity of the record nor where values came from', () => {
    const paths = [...fieldsOf(full).keys()];
    expect(paths.filter((path) => /sha256|provenance/.test(path))).toEqual([]);
  });

  it('gives every field back as it was set, and nothing else changes', () => {
    for (const [path, value] of fieldsOf(full)) expect(withField(full, path, value)).toEqual(full);
    const unknown = withField(withField(full, 'latency.tpotMs.median', null), 'latency.tpotMs.others.p99.9', undefined);
    expect(unknown.base.latency.tpotMs).toBeNull();
  });
});

describe('changesBetween', () => {
  it('names each field that differs with both states of it, and nothing else', () => {
    const changes = changesBetween(full, applied(full, { gpu: 'L4', addTags: ['a'] }));
    expect(changes).toEqual([
      {
        path: 'deployment.hardware.gpu',
        before: { value: 'H100' },
        after: {
          value: 'L4',
          provenance: { 'deployment.hardware.gpu': 'set by hand, 2026-11-21' },
          byHand: { value: 'H100', provenance: {}, at },
        },
      },
      { path: 'tags', before: { value: [] }, after: { value: ['a'] } },
    ]);
  });
});

describe('undoChanges', () => {
  it('gives back exactly what was there, after any edits, the last undone first', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 6 }), (sets) => {
        const states = sets.reduce((all, set) => [...all, applied(all.at(-1)!, set)], [full]);
        let held = states.at(-1)!;
        for (let i = states.length - 1; i > 0; i--) {
          const undone = undoChanges(held, changesBetween(states[i - 1]!, states[i]!));
          expect(undone.inTheWay).toEqual([]);
          held = undone.held;
          expect(held).toEqual(states[i - 1]);
        }
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('survives the way through JSON, as history is stored', () => {
    const after = applied(full, { tp: 8, notes: 'n', model: null });
    const stored = JSON.parse(JSON.stringify(changesBetween(full, after))) as ReturnType<typeof changesBetween>;
    expect(undoChanges(after, stored).held).toEqual(full);
  });

  it('takes back an older edit where a later one touched other fields', () => {
    const first = applied(full, { gpu: 'L4' });
    const second = applied(first, { model: 'n' });
    const { held, inTheWay } = undoChanges(second, changesBetween(full, first));
    expect(inTheWay).toEqual([]);
    expect(held).toEqual(applied(full, { model: 'n' }));
  });

  it('names the fields in the way, and changes nothing, where they were changed again', () => {
    const first = applied(full, { gpu: 'L4', model: 'n' });
    const second = applied(first, { gpu: 'A100' });
    expect(undoChanges(second, changesBetween(full, first))).toEqual({
      held: second,
      inTheWay: ['deployment.hardware.gpu'],
    });
  });
});
