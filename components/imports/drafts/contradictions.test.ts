import { describe, expect, it } from 'vitest';
import type { Contradiction } from '@/lib/domain/import';
import { believedSource, fieldName, groupContradictions } from './contradictions';

const tp = (measurement: string, spec = 8): Contradiction => ({
  measurement,
  field: 'deployment.topology.tp',
  options: [
    { value: 2, source: 'a.txt', provenance: 'folder name' },
    { value: spec, source: 'spec.yaml', provenance: 'KubeAI Model spec' },
  ],
});

describe('groupContradictions', () => {
  it('puts together what says the same, and keeps apart what does not', () => {
    const groups = groupContradictions([tp('one'), tp('two', 4), tp('three')]);
    expect(groups.map(({ records }) => records)).toEqual([['one', 'three'], ['two']]);
  });
});

describe('believedSource', () => {
  const [group] = groupContradictions([tp('one'), tp('two')]);

  it('is that of the value held, until another one is chosen', () => {
    expect(believedSource(group!, {})).toBe('a.txt');
    expect(believedSource(group!, { one: { [group!.field]: 'spec.yaml' } })).toBe('spec.yaml');
    expect(believedSource(group!, { one: { [group!.field]: 'gone.yaml' } })).toBe('a.txt');
  });
});

describe('fieldName', () => {
  it('says paths in the words of the page', () => {
    expect(
      ['deployment.topology.tp', 'deployment.flags.max-num-seqs', 'deployment.model', 'repeat'].map(fieldName),
    ).toEqual(['TP', '--max-num-seqs', 'Model', 'repeat']);
  });
});
