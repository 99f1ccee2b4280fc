/** A line y = a + b·x that describes points well enough to lean on. */
export interface LineFit {
  a: number;
  b: number;
  /** The largest relative error over the points it was fitted to. */
  residual: number;
}

/**
 * Least squares over at least three points, with a slope of at least 0: what is fitted here grows with the load. null
 * with fewer points, with all at one x, where the line would begin at or below 0, or where a point lies further from
 * it than `worst`, relative to its y.
 */
export function fitLine(points: readonly { x: number; y: number }[], worst: number): LineFit | null {
  if (points.length < 3) return null;
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const [mx, my] = [mean(({ x }) => x), mean(({ y }) => y)];
  const spread = mean(({ x }) => (x - mx) ** 2);
  if (spread === 0) return null;
  const b = Math.max(0, mean(({ x, y }) => (x - mx) * (y - my)) / spread);
  const a = my - b * mx;
  const residual = Math.max(...points.map(({ x, y }) => Math.abs(a + b * x - y) / y));
  return a > 0 && residual <= worst ? { a, b, residual } : null;
}
