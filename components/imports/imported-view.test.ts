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

  it('falls back to models and GPUs where sweeps are many', () => {
    const points = Array.from({ length: 20 }, (_, i) => point(String(i), `sweep ${i}`));
    const ids = points.map(({ id }) => id);
    expect(importedView(points, ids)).toEqual({ filters: { model: ['m'], gpu: ['L4'] } });
  });

  it('is null where nothing of it is there', () => {
    expect(importedView([point('1', 'a')], ['2'])).toBeNull();
  });
});
