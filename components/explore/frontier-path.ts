import type { ChartStep, XY } from '@/components/charts/chart-model';

interface Held extends XY {
  series: number;
  color: number;
  dashed: boolean;
}

/**
 * A frontier as steps that promise nothing between measurements. Where more x is better, a stretch up to a point is held
 * by that point ("at least this speed"); where less is better, the stretch after it ("at most this latency"). Points come
 * in the order of x; each piece has the colour of its holder. One point alone makes no step.
 */
export function frontierPath(steps: readonly Held[], xBetter: 'higher' | 'lower'): ChartStep[] {
  const pieces: ChartStep[] = [];
  steps.forEach((to, index) => {
    const from = steps[index - 1];
    if (from === undefined) return;
    const corner = xBetter === 'higher' ? { x: from.x, y: to.y } : { x: to.x, y: from.y };
    const { series, color, dashed } = xBetter === 'higher' ? to : from;
    const path = [{ x: from.x, y: from.y }, corner, { x: to.x, y: to.y }];
    const last = pieces.at(-1);
    if (last?.series === series) last.path.push(...path.slice(1));
    else pieces.push({ series, color, dashed, path });
  });
  return pieces;
}
