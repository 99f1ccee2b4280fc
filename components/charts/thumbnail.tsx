import type { ChartAxis, ChartPanelModel, XY } from './chart-model';
import { seriesColor, shapeRank } from './series-color';
import { shapePath } from './shapes';

interface ThumbnailProps {
  panel: ChartPanelModel;
  x: ChartAxis;
  y: ChartAxis;
}

const width = 280;
const height = 96;
const margin = 5;
const mostMarks = 200;

function place({ scale, domain: [from, to] }: ChartAxis, value: number): number {
  const map = scale === 'log' ? Math.log : (plain: number) => plain;
  return (map(value) - map(from)) / (map(to) - map(from));
}

/** A chart so small that only its shape can be read; without axes, and silent for screen readers. */
export function Thumbnail({ panel, x, y }: ThumbnailProps) {
  const at = (point: XY) => ({
    x: margin + place(x, point.x) * (width - 2 * margin),
    y: height - margin - place(y, point.y) * (height - 2 * margin),
  });
  const line = (points: readonly XY[]) =>
    points
      .map(at)
      .map(({ x: px, y: py }) => `${px.toFixed(1)} ${py.toFixed(1)}`)
      .join('L');
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false" className="block h-auto w-full">
      <path d={`M${margin} ${height - margin}H${width - margin}`} stroke="var(--line-strong)" />
      {panel.curves.map(({ key, color, dashed, points }) => (
        <path
          key={key}
          d={`M${line(points)}`}
          fill="none"
          stroke={seriesColor(color)}
          strokeOpacity={0.6}
          strokeDasharray={dashed ? '3 2' : undefined}
        />
      ))}
      {panel.steps.map(({ color, path }, index) => (
        <path key={index} d={`M${line(path)}`} fill="none" stroke={seriesColor(color)} strokeWidth={1.75} />
      ))}
      {panel.marks.slice(-mostMarks).map((mark) => {
        const { x: px, y: py } = at(mark);
        return (
          <path
            key={mark.id}
            d={shapePath(shapeRank(mark), 2.6)}
            transform={`translate(${px.toFixed(1)} ${py.toFixed(1)})`}
            fill={mark.look.hollow ? 'var(--surface)' : seriesColor(mark.color)}
            stroke={seriesColor(mark.color)}
            opacity={mark.look.faint || mark.look.dimmed ? 0.4 : 1}
          />
        );
      })}
    </svg>
  );
}
