export const paletteSize = 8;

/** The colour of a series as CSS; ranks past the last colour begin again (shapes tell those apart). */
export function seriesColor(rank: number): string {
  return `var(--series-${(rank % paletteSize) + 1})`;
}
