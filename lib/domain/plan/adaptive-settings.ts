import { z } from 'zod';

const limit = z.number().positive().nullable().default(null);

/**
 * How an adaptive sweep chooses loads: a ladder of concurrencies from `from` to `to`, `stepsPerDoubling` rungs to each
 * doubling. It climbs by doublings, then fills in rungs where they matter.
 */
export const adaptiveSettings = z.strictObject({
  from: z.int().min(1).max(100_000).default(1),
  to: z.int().min(1).max(100_000).default(256),
  stepsPerDoubling: z.int().min(1).max(8).default(2),
  /** Stop climbing when a doubling of the load brings less than this share of throughput. */
  minGainPerDoubling: z.number().min(0).max(1).default(0.05),
  /** Rungs filled in around the bend of each curve. */
  bendPoints: z.int().min(0).max(10).default(1),
  /** Drop a deployment whose best possible curve stays below what another has reached. */
  dropDominated: z.boolean().default(true),
  limits: z
    .strictObject({
      medianTtftMs: limit,
      medianTpotMs: limit,
      /** At least this speed for one user: 1000 / median TPOT. */
      minTokensPerSPerUser: limit,
    })
    .prefault({}),
});
export type AdaptiveSettings = z.infer<typeof adaptiveSettings>;

/**
 * The rungs of the ladder, ascending whole numbers without repeats: `from` x 2^(i / stepsPerDoubling), rounded, and
 * `to` as the last one. Example: 1 to 8 with 2 steps is 1, 2, 3, 4, 6, 8. Empty where `to` is below `from`.
 */
export function ladder({
  from,
  to,
  stepsPerDoubling,
}: Pick<AdaptiveSettings, 'from' | 'to' | 'stepsPerDoubling'>): number[] {
  const rungs = new Set<number>();
  for (let i = 0; ; i++) {
    const rung = Math.round(from * 2 ** (i / stepsPerDoubling));
    if (rung >= to) break;
    rungs.add(rung);
  }
  if (to >= from) rungs.add(to);
  return [...rungs];
}
