import { describe, expect, it } from 'vitest';
import type { Contradiction } from '@/lib/domain/import';
import { aMeasurement } from '@/lib/domain/testing/a-measurement';
import { anEngine } from '@/lib/domain/topology';
import { applyChoices } from './apply-choices';

const says = (field: string, ...values: [string, string | number | boolean][]): Contradiction => ({
  measurement: '0'.repeat(64),
  field,
  options: values.map(([source, value]) => ({ source, value, provenance: `said by ${source}` })),
});

describe('applyChoices', () => {
  const base = aMeasurement({ deployment: { model: 'one', topology: [anEngine({ tp: 2, pp: 4 })] } });
  const model = says('deployment.model', ['a.txt', 'one'], ['b.yaml', 'two']);
  const tp = says('deployment.topology.tp', ['a.txt', 2], ['b.yaml', 8]);

  it('takes the value of the source that is believed and says where it is from', () => {
    const settled = applyChoices(base, [model, tp], {
      'deployment.model': 'b.yaml',
      'deployment.topology.tp': 'b.yaml',
    });
    expect(settled.deployment.model).toBe('two');
    expect(settled.provenance['deployment.model']).toBe('said by b.yaml (chosen by hand; a.txt says one)');
    expect(settled.deployment.topology).toEqual([anEngine({ tp: 8, pp: 4 })]);
    expect(settled.provenance['deployment.topology.tp']).toBe('said by b.yaml (chosen by hand; a.txt says 2)');
  });

  it('sets flags whose names hold dots', () => {
    const flag = says('deployment.flags.compilation-config.level', ['a.txt', 2], ['b.yaml', 3]);
    const settled = applyChoices(base, [flag], { [flag.field]: 'b.yaml' });
    expect(settled.deployment.flags).toEqual({ 'compilation-config.level': 3 });
  });

  it('changes nothing where nobody chose, where the source is unknown, and where the value fits no such field', () => {
    expect(applyChoices(base, [model, tp], {})).toBe(base);
    expect(applyChoices(base, [model], { 'deployment.model': 'a.txt' })).toBe(base);
    expect(applyChoices(base, [model], { 'deployment.model': 'elsewhere' })).toBe(base);
    const odd = says('deployment.topology.tp', ['a.txt', 2], ['b.yaml', 'eight']);
    expect(applyChoices(base, [odd], { [odd.field]: 'b.yaml' })).toBe(base);
    const wrong = says('workload.isl', ['a.txt', 10], ['b.yaml', 'ten']);
    expect(applyChoices(base, [wrong], { [wrong.field]: 'b.yaml' })).toBe(base);
  });
});
