/** The eight marks: corners on a unit circle scaled to look equally large; null is the circle itself. */
const shapes: (readonly (readonly [number, number])[] | null)[] = [
  null,
  square(),
  polygon(4, 1.25, -90),
  polygon(3, 1.3, -90),
  polygon(3, 1.3, 90),
  star(),
  plus(),
  bowTie(),
];
export const shapeCount = shapes.length;

function polygon(corners: number, radius: number, startDegrees: number): [number, number][] {
  return Array.from({ length: corners }, (_, i) => {
    const angle = ((startDegrees + (i * 360) / corners) * Math.PI) / 180;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function square(): [number, number][] {
  const half = 0.88;
  return [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ];
}

function star(): [number, number][] {
  const outer = polygon(5, 1.4, -90);
  const inner = polygon(5, 0.6, -54);
  return outer.flatMap((corner, i) => [corner, inner[i] ?? corner]);
}

function plus(): [number, number][] {
  const arm = 1.2;
  const half = 0.45;
  return [
    [-half, -arm],
    [half, -arm],
    [half, -half],
    [arm, -half],
    [arm, half],
    [half, half],
    [half, arm],
    [-half, arm],
    [-half, half],
    [-arm, half],
    [-arm, -half],
    [-half, -half],
  ];
}

function bowTie(): [number, number][] {
  return [
    [-1.15, -1],
    [0, -0.3],
    [1.15, -1],
    [1.15, 1],
    [0, 0.3],
    [-1.15, 1],
  ];
}

/** Adds one mark to a canvas path, or to anything that takes the same commands. Shapes repeat past the last. */
export function traceShape(
  path: Pick<CanvasPath, 'arc' | 'closePath' | 'lineTo' | 'moveTo'>,
  shape: number,
  x: number,
  y: number,
  radius: number,
): void {
  const corners = shapes[shape % shapeCount];
  if (!corners) {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, Math.PI * 2);
    return;
  }
  corners.forEach(([cx, cy], i) => {
    if (i === 0) path.moveTo(x + cx * radius, y + cy * radius);
    else path.lineTo(x + cx * radius, y + cy * radius);
  });
  path.closePath();
}

/** The same mark as the `d` of an SVG path, centred on 0, 0. */
export function shapePath(shape: number, radius: number): string {
  const corners = shapes[shape % shapeCount];
  const n = (value: number) => value.toFixed(2);
  if (!corners)
    return `M${n(-radius)} 0A${n(radius)} ${n(radius)} 0 1 1 ${n(radius)} 0A${n(radius)} ${n(radius)} 0 1 1 ${n(-radius)} 0Z`;
  return `M${corners.map(([x, y]) => `${n(x * radius)} ${n(y * radius)}`).join('L')}Z`;
}
