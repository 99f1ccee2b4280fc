import { describe, expect, it } from 'vitest';
import { aPoint } from '@/lib/domain/testing/a-point';
import { importedView } from './imported-view';

const point = (id: string, sweep: string) =>
  aPoint({ id, sweep: { id: sweep, name: sweep }, deployment: { model: 'm', hardware: { gpu: 'L4' } } });

describe('importedView', () => {
  it('filters by the sweeps the measurements went to', () => {
    const points = [point('1', 'a'), point('2', 'b'), point('3', 'c')];
    expect(importedView(points, ['1', '3'])).toEqual({ filters: { sweep: ['a', 'c'] } });
  });

  it('adds models and GPUs where sweeps of others go by the same name', () => {
    const other = aPoint({ id: '2', sweep: { id: 'b', name: 'a' }, deployment: { model: 'n' } });
    expect(importedView([point('1', 'a'), other], ['1'])).toEqual({
      filters: { model: ['m'], gpu: ['L4'], sweep: ['a'] },
    });
  });

  it('falls back to models and GPUs where sweeps are many', () => {
    const points = Array.from({ length: 20 }, (_, i) => point(String(i), `sweep ${i}`));
    const ids = points.map(({ id }) => id);
    expect(importedView(points, ids)).toEqual({ filters: { model: ['m'], gpu: ['L4'] } });
  });

  it('is null where nothing of it is there', () => {
    expect(importedView([point('1', 'a')], ['2'])).toBeNull();
  });
});
