import { speedOf, type TriedLoad } from './tried-load';

/**
 * The unmeasured rung in the middle of the wider gap beside the sharpest turn of the curve, and the load of that turn.
 * The curve is output per GPU over speed, both in logarithms, so that a turn means the same at any height. null where
 * no turn has a rung left beside it. `tried` ascends by load.
 */
export function bendRung(tried: readonly TriedLoad[], rungs: readonly number[]): { rung: number; at: number } | null {
  const measured = tried.filter((load) => load.outputTokensPerSPerGpu !== null && speedOf(load) !== null);
  const turns = measured.slice(1, -1).map((load, i) => ({ load, i: i + 1, turn: turnAt(measured, i + 1) }));
  for (const { load, i } of turns.sort((a, b) => b.turn - a.turn)) {
    const [before, after] = [measured[i - 1]!.load, measured[i + 1]!.load];
    const above = rungs.filter((rung) => rung > load.load && rung < after);
    const below = rungs.filter((rung) => rung > before && rung < load.load);
    const gap = above.length >= below.length ? above : below;
    const rung = gap[Math.floor(gap.length / 2)];
    if (rung !== undefined) return { rung, at: load.load };
  }
  return null;
}

function turnAt(measured: TriedLoad[], i: number): number {
  const at = (k: number) => [Math.log(speedOf(measured[k]!)!), Math.log(measured[k]!.outputTokensPerSPerGpu!)] as const;
  const [[ax, ay], [bx, by], [cx, cy]] = [at(i - 1), at(i), at(i + 1)];
  const angle = Math.atan2(cy - by, cx - bx) - Math.atan2(by - ay, bx - ax);
  return Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle)));
}
