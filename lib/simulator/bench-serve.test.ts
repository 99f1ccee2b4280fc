import { describe, expect, it } from 'vitest';
import { markSimulated } from './bench-serve';

describe('markSimulated', () => {
  it.each([
    [
      ['--model', 'm'],
      ['--model', 'm', '--metadata', 'simulated=true'],
    ],
    [
      ['--metadata', 'tp=4', 'gpu=x', '--seed', '1'],
      ['--metadata', 'tp=4', 'gpu=x', 'simulated=true', '--seed', '1'],
    ],
    [
      ['--metadata=tp=4', '--seed', '1'],
      ['--metadata', 'tp=4', 'simulated=true', '--seed', '1'],
    ],
    [
      ['--metadata', 'a=1', '--metadata', 'b=2'],
      ['--metadata', 'a=1', '--metadata', 'b=2', 'simulated=true'],
    ],
    [
      ['--metadata', 'simulated=false'],
      ['--metadata', 'simulated=false', 'simulated=true'],
    ],
  ])('marks %j', (argv, marked) => {
    expect(markSimulated(argv)).toEqual(marked);
  });
});
