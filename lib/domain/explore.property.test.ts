import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueOf, valueAt } from './catalogue';
import { explore } from './explore';
import type { Exploration } from './exploration';
import type { Point } from './point';
import { arbitraryPoints } from './testing/arbitrary-points';
import { deepFreeze } from './testing/deep-freeze';
import { type View, allOrigins, dimension, dimensions, frontierMode, view } from './view';

const seed = 20_260_102;
const x = fc.constantFrom(null, 'userMedianTpot', 'userMedianItl', 'medianTpotMs', 'no-such-metric');
const lines = fc.option(fc.uniqueArray(fc.constantFrom(...dimension.options), { maxLength: 3 }), { nil: null });

/** Views over these points; filter values are the points' own, now and then one nobody has. */
function viewsOf(points: readonly Point[]): fc.Arbitrary<View> {
  const catalogue = catalogueOf(points);
  const filter = fc.constantFrom(...dimensions).chain((name) =>
    fc.record({
      name: fc.constant(name),
      values: fc.array(fc.constantFrom(...catalogue.scales[name].values, 'nobody has this'), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
  );
  return fc
    .record({
      x,
      lines,
      frontier: fc.constantFrom(...frontierMode.options),
      multiples: fc.option(fc.constantFrom(...dimensions), { nil: null }),
      showInvalid: fc.boolean(),
      minSpeed: fc.option(fc.integer({ min: 100, max: 900 }), { nil: null }),
      filter: fc.option(filter, { nil: null }),
    })
    .map(({ filter: chosen, ...rest }) =>
      view.parse({ ...rest, filters: chosen ? { [chosen.name]: chosen.values } : {} }),
    );
}
const worlds = arbitraryPoints.chain((points) => fc.tuple(fc.constant(points), viewsOf(points)));
const check = (property: (points: Point[], chosen: View) => void) =>
  fc.assert(
    fc.property(worlds, ([points, chosen]) => property(points, chosen)),
    { seed, numRuns: 100 },
  );

const seriesOf = ({ panels }: Exploration) => panels.flatMap((panel) => panel.series);
const frontiersOf = ({ panels }: Exploration) => panels.flatMap((panel) => panel.frontiers);

describe('explore', () => {
  it('does not depend on the order of the points, nor change them', () => {
    check((points, chosen) => {
      expect(explore(deepFreeze([...points].reverse()), chosen)).toEqual(explore(deepFreeze(points), chosen));
    });
  });

  it('plots or counts as hidden every point, once', () => {
    check((points, chosen) => {
      const { rows, hidden, total } = explore(points, chosen);
      expect(rows.length + hidden.reduce((sum, { count }) => sum + count, 0)).toBe(total);
      expect(new Set(rows.map(({ point }) => point.id)).size).toBe(rows.length);
    });
  });

  it('never mixes comparability groups or origins in a line, a curve or a frontier', () => {
    check((points, chosen) => {
      const catalogue = catalogueOf(points);
      const kinds = new Map(
        points.map(({ id, origin }, index) => [id, `${catalogue.groupKeys[catalogue.groups[index]!]!} ${origin}`]),
      );
      const exploration = explore(points, chosen);
      const together = [
        ...frontiersOf(exploration).map(({ steps }) => steps.flatMap(({ ids }) => ids)),
        ...seriesOf(exploration).map(({ curves }) => curves.flatMap((curve) => curve.points.flatMap(({ ids }) => ids))),
      ];
      for (const ids of together) expect(new Set(ids.map((id) => kinds.get(id))).size).toBeLessThanOrEqual(1);
    });
  });

  it('keeps no load on a frontier that another of its candidates dominates', () => {
    check((points, chosen) => {
      const exploration = explore(points, chosen);
      const sign = exploration.x.better === 'higher' ? 1 : -1;
      for (const { steps, seriesKey, groupKey } of frontiersOf(exploration)) {
        const [first] = steps;
        const origin = points.find(({ id }) => id === first?.ids[0])?.origin;
        for (const panel of exploration.panels.filter(({ frontiers }) =>
          frontiers.some((one) => one.steps === steps),
        )) {
          const rivals = panel.series
            .filter((one) => (seriesKey ? one.key === seriesKey : one.groupKey === groupKey && one.origin === origin))
            .flatMap(({ curves }) => curves.flatMap((curve) => curve.points));
          for (const step of steps) {
            const better = rivals.filter((rival) => sign * (rival.x - step.x) >= 0 && rival.y >= step.y);
            expect(better.every((rival) => rival.x === step.x && rival.y === step.y)).toBe(true);
          }
        }
      }
    });
  });

  it('keeps invalid points off curves and frontiers, drawn or not', () => {
    check((points, chosen) => {
      const invalid = new Set(points.filter(({ flags }) => flags.length > 0).map(({ id }) => id));
      const exploration = explore(points, chosen);
      const drawn = [
        ...frontiersOf(exploration).flatMap(({ steps }) => steps),
        ...seriesOf(exploration).flatMap(({ curves }) => curves.flatMap((curve) => curve.points)),
      ];
      expect(drawn.flatMap(({ ids }) => ids).filter((id) => invalid.has(id))).toEqual([]);
      expect(exploration.rows.every((row) => row.invalid === invalid.has(row.point.id))).toBe(true);
    });
  });

  it('moves no colour, shape or group by a filter', () => {
    check((points, chosen) => {
      const fixed = { ...chosen, x: 'userMedianTpot', multiples: null };
      const whole = explore(points, { ...fixed, filters: allOrigins.filters });
      const looks = new Map(seriesOf(whole).map((series) => [series.key, series]));
      for (const series of seriesOf(explore(points, fixed))) {
        const { color, shape, groupKey } = looks.get(series.key)!;
        expect({ color, shape, groupKey }).toEqual({
          color: series.color,
          shape: series.shape,
          groupKey: series.groupKey,
        });
      }
    });
  });

  it('counts for each filter value the points that show once it is chosen', () => {
    check((points, chosen) => {
      const fixed = { ...chosen, x: 'userMedianTpot' };
      for (const { dimension: name, values } of explore(points, fixed).facets) {
        for (const { value, count } of values.slice(0, 2)) {
          const { rows } = explore(points, { ...fixed, filters: { ...chosen.filters, [name]: [value] } });
          expect(rows).toHaveLength(count);
        }
      }
    });
  });

  it('shows only points the filters let through, and ignores values nobody has', () => {
    check((points, chosen) => {
      const catalogue = catalogueOf(points);
      const indexOf = new Map(points.map(({ id }, index) => [id, index]));
      const { rows } = explore(points, chosen);
      for (const [name, values] of Object.entries(chosen.filters)) {
        const key = dimension.parse(name);
        const known = values.filter((value) => catalogue.scales[key].rankOf.has(value));
        if (known.length === 0) continue;
        const shown = rows.map(({ point }) => valueAt(catalogue, key, indexOf.get(point.id)!));
        expect(shown.filter((value) => !known.includes(value))).toEqual([]);
      }
    });
  });

  it('gives one answer per comparability group and origin it shows, naming only points of it', () => {
    check((points, chosen) => {
      const { answers, rows } = explore(points, chosen);
      const groups = new Map(rows.map(({ point, groupKey }) => [`${groupKey} ${point.origin}`, true]));
      expect(answers.length).toBeGreaterThanOrEqual(groups.size);
      for (const { ids, headline, groupKey } of answers) {
        expect(headline.map(({ text }) => text).join('')).toMatch(/^.+\.$/);
        const shown = rows.filter(({ point }) => ids.includes(point.id));
        expect(shown.every((row) => row.groupKey === groupKey)).toBe(true);
      }
    });
  });
});
