import { z } from 'zod';
import { origin } from './measurement';

/** What points can be told apart by: filters, lines, small multiples and labels all choose from these. */
export const dimensions = [
  'model',
  'gpu',
  'gpus',
  'precision',
  'engine',
  'tp',
  'pp',
  'dp',
  'workload',
  'sweep',
  'origin',
] as const;
export type Dimension = (typeof dimensions)[number];
export const dimension = z.enum(dimensions);

/** One choice of facet values: "gpu is H100 or A100". Values are the strings `dimensionValue` gives. */
export const filters = z.partialRecord(dimension, z.array(z.string()));
export type Filters = z.infer<typeof filters>;

/** `line`: one frontier per line. `group`: one for the whole comparability group, painted by the topology that holds it. */
export const frontierMode = z.enum(['line', 'group', 'off']);

/**
 * The whole of what the Explore page shows; the URL holds it, and only what differs from the default.
 * `x` and `y` are keys of the metric registry; null x means "the best definition these points have".
 */
export const view = z.object({
  x: z.string().nullable().default(null),
  y: z.string().default('outputTokensPerSPerGpu'),
  xScale: z.enum(['linear', 'log']).default('linear'),
  yScale: z.enum(['linear', 'log']).default('linear'),
  filters: filters.default({}),
  /** null: chosen from what varies. */
  lines: z.array(dimension).nullable().default(null),
  multiples: dimension.nullable().default(null),
  curves: z.boolean().default(true),
  frontier: frontierMode.default('line'),
  labels: z.enum(['auto', 'load', 'topology', 'none']).default('auto'),
  /** Points with an `invalid` flag are off curves and frontiers; true draws them, crossed. */
  showInvalid: z.boolean().default(false),
  /** At least this many tok/s/user. */
  minSpeed: z.number().positive().nullable().default(null),
  pinned: z.string().nullable().default(null),
});
export type View = z.infer<typeof view>;
export const defaultView: View = view.parse({});
/** The default view with what was simulated or predicted beside what was measured. */
export const allOrigins: View = view.parse({ filters: { origin: origin.options } });
