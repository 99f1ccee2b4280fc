import { describe, expect, it } from 'vitest';
import { aPoint } from '@/lib/domain/testing/a-point';
import { pointsToDraw } from './draft-points';

const point = (id: string, model: string, sample = false) => aPoint({ id, sample, deployment: { model } });

describe('pointsToDraw', () => {
  const drafts = [point('new', 'a'), point('kept', 'a'), point('shown', 'a')];
  const kept = point('kept', 'a');
  const stored = [kept, point('shown', 'a', true), point('same', 'a'), point('other', 'b')];
  const ids = (beside: Parameters<typeof pointsToDraw>[2]) => pointsToDraw(drafts, stored, beside).map(({ id }) => id);

  it('puts beside the drafts what was asked for, and draws nothing twice', () => {
    expect(ids('none')).toEqual(['new', 'kept', 'shown']);
    expect(ids('same-model')).toEqual(['same', 'new', 'kept', 'shown']);
    expect(ids('all')).toEqual(['same', 'other', 'new', 'kept', 'shown']);
  });

  it('draws what is stored as it is stored, and over sample data the draft that will replace it', () => {
    const drawn = pointsToDraw(drafts, stored, 'none');
    expect(drawn[1]).toBe(kept);
    expect(drawn[2]).toBe(drafts[2]);
  });
});
