import { describe, expect, it } from 'vitest';
import { aPoint } from '@/lib/domain/testing/a-point';
import { anEngine } from '@/lib/domain/topology';
import { findPoints, measurementLines } from './measurement-lines';

const point = (id: string, name: string, cap: number, tp = 1, tags: string[] = []) =>
  aPoint({
    id,
    sweep: { id: `${name}-${tp}`, name },
    load: { maxConcurrency: cap },
    deployment: { model: 'org/Llama', topology: [anEngine({ tp })] },
    tags,
  });

describe('measurementLines', () => {
  it('puts measurements under their sweep by topology and load, 8 before 16 and TP2 before TP16', () => {
    const points = [point('a', 's', 16), point('b', 's', 8), point('c', 's', 1, 16), point('d', 's', 1, 2)];
    expect(measurementLines(points).map(({ key }) => key)).toEqual(['sweep s', 'b', 'a', 'd', 'c']);
  });

  it('shows the sweep that was imported last first', () => {
    const older = { ...point('a', 'old', 1), importedAt: '2026-01-01T00:00:00Z' };
    const newer = { ...point('b', 'new', 1), importedAt: '2026-02-01T00:00:00Z' };
    expect(measurementLines([older, newer]).map(({ key }) => key)).toEqual(['sweep new', 'b', 'sweep old', 'a']);
  });
});

describe('findPoints', () => {
  const points = [point('a', 'nightly', 8, 4, ['cold']), point('b', 'other', 8, 2)];

  it('wants every word, wherever each stands and however it is written', () => {
    expect(findPoints(points, 'LLAMA tp4', null).map(({ id }) => id)).toEqual(['a']);
    expect(findPoints(points, 'cold nightly', null).map(({ id }) => id)).toEqual(['a']);
    expect(findPoints(points, 'tp4 other', null)).toEqual([]);
    expect(findPoints(points, ' ', null)).toHaveLength(2);
  });

  it('keeps to one import', () => {
    const other = { ...point('c', 's', 1), importId: 'import-2' };
    expect(findPoints([...points, other], '', 'import-2').map(({ id }) => id)).toEqual(['c']);
  });
});
