import { describe, expect, it } from 'vitest';
import { fillKeys } from '@/lib/domain/fills';
import { anAssessedMeasurement } from '@/lib/domain/testing/a-measurement';
import { anEngine } from '@/lib/domain/topology';
import { fieldStates, fillFields, parseFills } from './fill-fields';

describe('fillFields', () => {
  it('has a field for everything an import lets a person fill in', () => {
    expect(fillFields.map(({ key }) => key).sort()).toEqual([...fillKeys].sort());
  });
});

describe('parseFills', () => {
  it('reads numbers as numbers and leaves empty texts out', () => {
    expect(parseFills({ gpu: ' H100 SXM ', tp: '4', pp: '' })).toEqual({
      fills: { gpu: 'H100 SXM', tp: 4 },
      wrong: [],
    });
  });

  it('names the fields whose text makes no sense and keeps the others', () => {
    expect(parseFills({ tp: '0', dp: 'two', isl: '1.5', osl: '128' })).toEqual({
      fills: { osl: 128 },
      wrong: ['tp', 'dp', 'isl'],
    });
  });
});

describe('fieldStates', () => {
  it('counts what is missing and names what is there', () => {
    const states = fieldStates([
      anAssessedMeasurement({ deployment: { topology: [anEngine({ tp: 2 })] } }),
      anAssessedMeasurement({ deployment: { topology: [anEngine({ tp: 8 })], hardware: { gpu: 'L4' } } }),
      anAssessedMeasurement(),
    ]);
    expect(states.get('gpu')).toEqual({ missing: 2, present: 'L4' });
    expect(states.get('tp')).toEqual({ missing: 1, present: '2, 8' });
    expect(states.get('nodes')).toEqual({ missing: 0, present: '' });
  });
});
