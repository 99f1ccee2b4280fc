import { describe, expect, it } from 'vitest';
import { limitAt, limitStep } from './limit-steps';

describe('limitStep', () => {
  it('is a power of ten fit for the axis', () => {
    expect([limitStep([0, 46]), limitStep([0, 120]), limitStep([0, 1.3])]).toEqual([0.1, 1, 0.01]);
  });
});

describe('limitAt', () => {
  it('rounds to steps, stays on the axis and is no limit at 0', () => {
    expect(limitAt(25.04, [0, 46])).toBe(25);
    expect(limitAt(99, [0, 46])).toBe(46);
    expect(limitAt(0.01, [0, 46])).toBeNull();
    expect(limitAt(-4, [0, 46])).toBeNull();
  });
});
