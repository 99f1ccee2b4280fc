export const paletteSize = 8;

/** The colour of a series as CSS; ranks past the last colour begin again, with other shapes (`shapeRank`). */
export function seriesColor(rank: number): string {
  return `var(--series-${(rank % paletteSize) + 1})`;
}

/** Apart enough that a colour come around again shares no shape with its first round, where lines have up to three. */
const shapesPerRound = 3;

/** The shape of a series: a colour that comes around again brings other shapes along. */
export function shapeRank({ color, shape }: { color: number; shape: number }): number {
  return shape + shapesPerRound * Math.floor(color / paletteSize);
}
