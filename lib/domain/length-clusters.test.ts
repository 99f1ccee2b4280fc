import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lengths, clusterLengths } from './length-clusters';

const reach = Math.log(1.15);
const near = (a: Lengths, b: Lengths) =>
  Math.abs(Math.log(a.isl / b.isl)) <= reach && Math.abs(Math.log(a.osl / b.osl)) <= reach;

/** The same by definition: everything reachable over links. */
function slowly(entries: readonly Lengths[]): number[] {
  const cluster = entries.map((_, index) => index);
  for (let changed = true; changed;) {
    changed = false;
    entries.forEach((a, i) =>
      entries.forEach((b, j) => {
        const lower = Math.min(cluster[i]!, cluster[j]!);
        if (!near(a, b) || (cluster[i] === lower && cluster[j] === lower)) return;
        cluster[i] = cluster[j] = lower;
        changed = true;
      }),
    );
  }
  return cluster;
}
const samePartition = (a: number[], b: number[]) =>
  a.every((_, i) => a.every((__, j) => (a[i] === a[j]) === (b[i] === b[j])));

const lengths = fc.record({ isl: fc.integer({ min: 1, max: 400 }), osl: fc.integer({ min: 1, max: 40 }) });

describe('clusterLengths', () => {
  it('joins exactly what chains of neighbours within 15 % join', () => {
    fc.assert(
      fc.property(fc.array(lengths, { maxLength: 25 }), (entries) =>
        samePartition(clusterLengths(entries), slowly(entries)),
      ),
      { seed: 11, numRuns: 500 },
    );
  });

  it('numbers clusters alike, whatever the order of the entries', () => {
    fc.assert(
      fc.property(fc.array(lengths, { maxLength: 25 }), (entries) => {
        expect(clusterLengths([...entries].reverse()).reverse()).toEqual(clusterLengths(entries));
      }),
      { seed: 11 },
    );
  });
});
