/** Who is killed: all three are processes of one Kneepoint. */
export const victims = ['launcher', 'web', 'database'] as const;
export type Victim = (typeof victims)[number];

/** One import and one kill. */
export interface RoundPlan {
  round: number;
  victim: Victim;
  /** When to kill: before the request is sent, while it is answered (a share of how long that takes), or after. */
  moment: { kind: 'before' } | { kind: 'inside'; share: number } | { kind: 'after' };
  /** Whether the client sends an idempotency key. */
  withKey: boolean;
}

/** The same numbers for the same seed (mulberry32), each from 0 up to 1. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A tenth of the kills aims before the request, a tenth after its answer, the rest in between: anywhere, and more often
 * late, where bytes are placed and rows committed.
 */
export function planRound(round: number, random: () => number): RoundPlan {
  const victim = victims[Math.floor(random() * victims.length)] ?? 'web';
  const kind = random();
  const share = Math.sqrt(random());
  const moment: RoundPlan['moment'] =
    kind < 0.1 ? { kind: 'before' } : kind < 0.2 ? { kind: 'after' } : { kind: 'inside', share };
  return { round, victim, moment, withKey: random() < 0.5 };
}
