import { describe, expect, it } from 'vitest';
import type { Contradiction } from '@/lib/domain/import';
import { believedOption, fieldName, groupContradictions, sourcesOf } from './contradictions';

const tp = (measurement: string, spec = 8): Contradiction => ({
  measurement,
  field: 'deployment.topology.tp',
  options: [
    { value: 2, source: `tp2/${measurement}.txt`, provenance: 'folder name' },
    { value: spec, source: 'a/spec.yaml', provenance: 'KubeAI Model spec spec.yaml, args' },
  ],
});
const fileOf = (record: string) => `tp2/${record}.txt`;

describe('groupContradictions', () => {
  it('puts together what says the same, whatever the results are called, and keeps apart what does not', () => {
    const groups = groupContradictions([tp('one'), tp('two', 4), tp('three')], fileOf);
    expect(groups.map(({ sources }) => [...sources.keys()])).toEqual([['one', 'three'], ['two']]);
    expect(groups[0]?.options).toEqual([
      { value: 2, by: 'tp2/one.txt and 1 more, folder name' },
      { value: 8, by: 'KubeAI Model spec spec.yaml, args' },
    ]);
    expect(sourcesOf(groups[0]!, 0)).toEqual({ one: 'tp2/one.txt', three: 'tp2/three.txt' });
  });
});

describe('believedOption', () => {
  const [group] = groupContradictions([tp('one'), tp('two')], fileOf);

  it('is the value held, until another one is chosen', () => {
    expect(believedOption(group!, {})).toBe(0);
    expect(believedOption(group!, { one: { [group!.field]: 'a/spec.yaml' } })).toBe(1);
    expect(believedOption(group!, { one: { [group!.field]: 'gone.yaml' } })).toBe(0);
  });
});

describe('fieldName', () => {
  it('says paths in the words of the page', () => {
    expect(
      ['deployment.topology.tp', 'deployment.flags.max-num-seqs', 'deployment.model', 'repeat'].map(fieldName),
    ).toEqual(['TP', '--max-num-seqs', 'Model', 'repeat']);
  });
});
