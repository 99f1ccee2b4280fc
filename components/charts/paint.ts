import type { ChartMark, MarkLook, XY } from './chart-model';
import type { Frame, Scene } from './scene';
import { paletteSize, shapeRank } from './series-color';
import { traceShape } from './shapes';
import type { ChartColors } from './use-chart-colors';

type Context = CanvasRenderingContext2D;

const colorOf = (colors: ChartColors, rank: number) => colors.series[rank % paletteSize] ?? colors.ink;

export interface Painting {
  scene: Scene;
  frame: Frame;
  colors: ChartColors;
  excluded: Excluded | null;
  /** The one series to stand out; null: all alike. */
  highlighted: number | null;
}

/** Everything of a panel that is many: hatching, curves, frontiers, marks. Coordinates are CSS pixels. */
export function paintScene(ctx: Context, painting: Painting): void {
  const { frame, colors, excluded, highlighted } = painting;
  ctx.save();
  ctx.beginPath();
  // Marks may stick out over the axes by their radius; lines never do more than that.
  ctx.rect(frame.left - 8, frame.top - 8, frame.width + 16, frame.height + 16);
  ctx.clip();
  if (excluded !== null) paintHatching(ctx, frame, colors, excluded);
  if (highlighted === null) paintSeries(ctx, painting, () => true, 1);
  else {
    paintSeries(ctx, painting, (series) => series !== highlighted, 0.14);
    paintSeries(ctx, painting, (series) => series === highlighted, 1);
  }
  ctx.restore();
}

function paintSeries(
  ctx: Context,
  { scene, colors }: Painting,
  isWanted: (series: number) => boolean,
  opacity: number,
): void {
  paintMarks(ctx, scene, { colors, opacity }, ({ series, look }) => look.faint && isWanted(series));
  for (const curve of scene.curves) {
    if (!isWanted(curve.series)) continue;
    ctx.globalAlpha = (curve.faint ? 0.2 : curve.unmeasured ? 0.4 : 0.75) * opacity;
    stroke(ctx, curve.path, { color: colorOf(colors, curve.color), width: 1.25, dash: curve.dashed ? [5, 4] : [] });
  }
  ctx.globalAlpha = opacity;
  for (const step of scene.steps) {
    if (!isWanted(step.series)) continue;
    stroke(ctx, step.path, { color: colorOf(colors, step.color), width: 2.5, dash: step.dashed ? [7, 4] : [] });
  }
  paintMarks(ctx, scene, { colors, opacity }, ({ series, look }) => !look.faint && isWanted(series));
}

/** The part of the plot a limit rules out, in pixels. */
export interface Excluded {
  from: number;
  to: number;
}

function paintHatching(ctx: Context, frame: Frame, colors: ChartColors, { from, to }: Excluded): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, frame.top, to - from, frame.height);
  ctx.clip();
  ctx.strokeStyle = colors.hatch;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1;
  ctx.beginPath();
  const spacing = 8;
  const start = Math.floor((from - frame.height) / spacing) * spacing;
  for (let x = start; x < to; x += spacing) {
    ctx.moveTo(x, frame.top + frame.height);
    ctx.lineTo(x + frame.height, frame.top);
  }
  ctx.stroke();
  ctx.restore();
}

function stroke(
  ctx: Context,
  path: readonly XY[],
  { color, width, dash }: { color: string; width: number; dash: number[] },
): void {
  ctx.beginPath();
  let drawing = false;
  for (const { x, y } of path) {
    const hasPlace = Number.isFinite(x) && Number.isFinite(y);
    if (hasPlace) {
      if (drawing) ctx.lineTo(x, y);
      else ctx.moveTo(x, y);
    }
    drawing = hasPlace;
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

interface Ink {
  colors: ChartColors;
  opacity: number;
}

/** Marks of equal colour, shape and look are one path: 20,000 of them take a few dozen fills. */
function paintMarks(ctx: Context, scene: Scene, ink: Ink, isWanted: (mark: ChartMark) => boolean): void {
  const batches = new Map<number, number[]>();
  scene.marks.forEach((mark, index) => {
    if (!isWanted(mark)) return;
    const key = ((mark.color % paletteSize) * 1024 + shapeRank(mark)) * 64 + lookBits(mark.look);
    const batch = batches.get(key);
    if (batch) batch.push(index);
    else batches.set(key, [index]);
  });
  for (const batch of batches.values()) paintBatch(ctx, scene, ink, batch);
}

function lookBits({ hollow, crossed, faint, dimmed, unmeasured, fresh }: MarkLook): number {
  const bits = [hollow, crossed, faint, dimmed, unmeasured, fresh];
  return bits.reduce((sum, is, bit) => sum + (is ? 2 ** bit : 0), 0);
}

function paintBatch(ctx: Context, scene: Scene, { colors, opacity }: Ink, batch: readonly number[]): void {
  const first = scene.marks[batch[0] ?? -1];
  if (first === undefined) return;
  const { look } = first;
  const shape = shapeRank(first);
  const color = colorOf(colors, first.color);
  const radius = scene.radius * (look.faint ? 0.8 : 1);
  const outline = new Path2D();
  for (const index of batch) {
    const x = scene.xs[index] ?? NaN;
    const y = scene.ys[index] ?? NaN;
    if (Number.isFinite(x) && Number.isFinite(y)) traceShape(outline, shape, x, y, radius);
  }
  const isOpen = look.hollow || look.unmeasured;
  ctx.lineJoin = 'round';
  if (scene.radius > 2.5 && !look.faint && opacity === 1) {
    ctx.globalAlpha = 1;
    ctx.strokeStyle = colors.page;
    ctx.lineWidth = isOpen ? 4.5 : 2.5;
    ctx.stroke(outline);
  }
  ctx.globalAlpha = (look.faint ? 0.35 : look.crossed ? 0.5 : look.dimmed ? 0.55 : 1) * opacity;
  ctx.fillStyle = isOpen ? colors.page : color;
  ctx.fill(outline);
  if (isOpen) {
    ctx.strokeStyle = color;
    ctx.lineWidth = look.unmeasured ? 1 : 1.75;
    ctx.stroke(outline);
  }
  // Hollow is queued, whoever says so.
  if (look.unmeasured && !look.hollow) paintDots(ctx, scene, batch, color);
  if (look.fresh && !look.faint) paintRings(ctx, scene, batch, color);
  if (look.crossed) {
    ctx.globalAlpha = opacity;
    paintCrosses(ctx, scene, batch, colors.danger);
  }
  ctx.globalAlpha = 1;
}

function paintDots(ctx: Context, scene: Scene, batch: readonly number[], color: string): void {
  ctx.beginPath();
  for (const index of batch) traceShape(ctx, 0, scene.xs[index] ?? NaN, scene.ys[index] ?? NaN, scene.radius * 0.45);
  ctx.fillStyle = color;
  ctx.fill();
}

function paintRings(ctx: Context, scene: Scene, batch: readonly number[], color: string): void {
  ctx.beginPath();
  for (const index of batch) traceShape(ctx, 0, scene.xs[index] ?? NaN, scene.ys[index] ?? NaN, scene.radius + 3.5);
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.25;
  ctx.stroke();
}

function paintCrosses(ctx: Context, scene: Scene, batch: readonly number[], color: string): void {
  const arm = scene.radius + 1.5;
  ctx.beginPath();
  for (const index of batch) {
    const x = scene.xs[index] ?? NaN;
    const y = scene.ys[index] ?? NaN;
    ctx.moveTo(x - arm, y - arm);
    ctx.lineTo(x + arm, y + arm);
    ctx.moveTo(x - arm, y + arm);
    ctx.lineTo(x + arm, y - arm);
  }
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.5;
  ctx.stroke();
}
