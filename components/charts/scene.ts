import type { ChartMark, ChartPanelModel, XY } from './chart-model';

/** A panel in pixels. */
export interface Scene {
  xs: Float64Array;
  ys: Float64Array;
  marks: readonly ChartMark[];
  curves: { series: number; color: number; dashed: boolean; unmeasured: boolean; faint: boolean; path: XY[] }[];
  steps: { series: number; color: number; dashed: boolean; path: XY[] }[];
  radius: number;
}

export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
  toX: (value: number) => number;
  toY: (value: number) => number;
}

/** Marks shrink as they become many. */
function radiusFor(count: number): number {
  if (count <= 150) return 4.5;
  if (count <= 800) return 3.75;
  return count <= 4000 ? 2.75 : 2;
}

/** The panel's numbers as pixels of a frame; what has no place on an axis becomes NaN and is skipped when drawn. */
export function layScene(panel: ChartPanelModel, frame: Frame): Scene {
  const pixel = ({ x, y }: XY): XY => ({ x: frame.toX(x), y: frame.toY(y) });
  return {
    xs: Float64Array.from(panel.marks, ({ x }) => frame.toX(x)),
    ys: Float64Array.from(panel.marks, ({ y }) => frame.toY(y)),
    marks: panel.marks,
    curves: panel.curves.map(({ points, ...look }) => ({ ...look, path: points.map(pixel) })),
    steps: panel.steps.map(({ path, ...look }) => ({ ...look, path: path.map(pixel) })),
    radius: radiusFor(panel.marks.length),
  };
}
