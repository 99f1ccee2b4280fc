import type { ChartSeries } from './chart-model';
import { fitName } from './fit-name';
import { measureText, nameFont } from './measure-text';
import type { Frame } from './scene';
import { seriesColor, shapeRank } from './series-color';
import { shapePath } from './shapes';
import { spreadLabels } from './spread-labels';

/** Past this the names beside the plot stop telling anything apart; the legend has them all. */
const mostNames = 14;
const markRoom = 16;
/** Between the plot and the names, crossed by their leaders. */
const leaderRoom = 14;

/** The names of the lines, right of the plot, each led to from the line's end. */
export function EndLabels({ series, frame, width }: { series: readonly ChartSeries[]; frame: Frame; width: number }) {
  const ends = series.flatMap((one) => {
    const y = one.end === null ? NaN : frame.toY(one.end.y);
    const x = one.end === null ? NaN : frame.toX(one.end.x);
    return Number.isFinite(x) && Number.isFinite(y) ? [{ ...one, x, y }] : [];
  });
  const right = frame.left + frame.width;
  const told =
    ends.length <= mostNames ? ends : [...ends].sort((a, b) => b.importance - a.importance).slice(0, mostNames);
  const labels = spreadLabels(told, { top: frame.top, bottom: frame.top + frame.height, height: 17 });
  return (
    <g>
      {labels.map((label) => (
        <g key={label.key}>
          <path
            d={`M${label.x + 7} ${label.y}H${right}L${right + leaderRoom - 3} ${label.place}`}
            fill="none"
            stroke="var(--line-strong)"
            strokeOpacity={0.7}
            strokeWidth={1}
          />
          <path
            d={shapePath(shapeRank(label), 4)}
            transform={`translate(${right + leaderRoom + 4} ${label.place})`}
            fill={seriesColor(label.color)}
          />
          <text
            x={right + leaderRoom + markRoom - 3}
            y={label.place}
            dy="0.35em"
            fill="var(--ink)"
            style={{ font: nameFont, fontVariantLigatures: 'no-contextual' }}
          >
            <title>{label.label}</title>
            {fitName(label.label, (name) => measureText(name, nameFont) <= width - leaderRoom - markRoom)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Room the names want right of the plot, at most `limit`. */
export function endLabelRoom(widths: readonly number[], limit: number): number {
  return Math.min(limit, Math.max(0, ...widths) + leaderRoom + markRoom + 2);
}
