import fc from 'fast-check';
import { origin } from '../measurement';
import type { Point } from '../point';
import { anEngine } from '../topology';
import { aPoint } from './a-point';

const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 6 });

const topologies = fc.oneof(
  fc.record({ tp: fc.constantFrom(1, 2, 4, 8), pp: fc.constantFrom(1, 2) }).map((sizes) => [anEngine(sizes)]),
  fc.constantFrom(2, 4).map((tp) => [anEngine({ role: 'prefill', tp }), anEngine({ role: 'decode', tp: 2 * tp })]),
);
const smallNumber = fc.integer({ min: 1, max: 6 });

/** One point of a small world: few models, GPUs, loads and values, so that ties, repeats and gaps are common. */
const facts = fc.record({
  model: maybe(fc.constantFrom('org/a', 'org/b')),
  gpu: maybe(fc.constantFrom('H100 SXM', 'A100 80GB SXM', 'L4')),
  topology: maybe(topologies),
  origin: fc.constantFrom(...origin.options),
  dataset: maybe(fc.constantFrom('ShareGPT', 'random')),
  lengths: maybe(fc.record({ input: fc.constantFrom(100, 110, 1000), output: fc.constantFrom(50, 55, 500) })),
  maxConcurrency: maybe(fc.constantFrom(1, 8, 64)),
  rate: maybe(smallNumber),
  tpot: maybe(smallNumber),
  itl: maybe(smallNumber),
  sweep: fc.constantFrom('one', 'two'),
  isInvalid: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});

/** Lists of points with unique ids, for property tests of whatever reads points. */
export const arbitraryPoints: fc.Arbitrary<Point[]> = fc.array(facts, { maxLength: 40 }).map((list) =>
  list.map((fact, index) =>
    aPoint({
      id: `p${String(index).padStart(3, '0')}`,
      origin: fact.origin,
      deployment: { model: fact.model, hardware: { gpu: fact.gpu }, topology: fact.topology },
      workload: { dataset: fact.dataset },
      load: { maxConcurrency: fact.maxConcurrency },
      counts: {
        completed: 10,
        inputTokens: fact.lengths && fact.lengths.input * 10,
        outputTokens: fact.lengths && fact.lengths.output * 10,
      },
      throughput: { outputTokensPerS: fact.rate },
      latency: { tpotMs: { median: fact.tpot }, itlMs: { median: fact.itl } },
      sweep: { id: fact.sweep, name: fact.sweep },
      flags: fact.isInvalid
        ? [{ code: 'all-failed', severity: 'invalid', affects: 'all', message: 'No request completed.', numbers: {} }]
        : [],
    }),
  ),
);
