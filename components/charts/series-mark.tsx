import { seriesColor, shapeRank } from './series-color';
import { shapePath } from './shapes';

interface SeriesMarkProps {
  color: number;
  shape: number;
  hollow?: boolean;
  size?: number;
}

/** The mark of a series beside its name: legend, table, tooltip. Decoration; the name says which series it is. */
export function SeriesMark({ color, shape, hollow = false, size = 12 }: SeriesMarkProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="-6 -6 12 12"
      aria-hidden="true"
      focusable="false"
      className="inline-block shrink-0"
    >
      <path
        d={shapePath(shapeRank({ color, shape }), 3.9)}
        fill={hollow ? 'none' : seriesColor(color)}
        stroke={seriesColor(color)}
        strokeWidth={hollow ? 1.5 : 0.5}
      />
    </svg>
  );
}
