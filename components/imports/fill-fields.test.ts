import { describe, expect, it } from 'vitest';
import { fillKeys } from '@/lib/domain/fills';
import { countMissing, fillFields, parseFills } from './fill-fields';

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

describe('countMissing', () => {
  it('counts by field', () => {
    const counts = countMissing([
      { missing: ['deployment.hardware.gpu', 'deployment.topology'] },
      { missing: ['deployment.hardware.gpu'] },
    ]);
    expect([counts.get('gpu'), counts.get('tp'), counts.get('isl')]).toEqual([2, 1, undefined]);
  });
});
