export const paletteSize = 8;

/** The colour of a series as CSS; ranks past the last colour begin again, with other shapes (`shapeRank`). */
export function seriesColor(rank: number): string {
  return `var(--series-${(rank % paletteSize) + 1})`;
}

/** The shape of a series: a colour that comes around again brings the next shape along. */
export function shapeRank({ color, shape }: { color: number; shape: number }): number {
  return shape + Math.floor(color / paletteSize);
}
