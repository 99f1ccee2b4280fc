/** What one press of an arrow key changes: the power of ten nearest below a hundredth of the axis. */
export function limitStep([, to]: readonly [number, number]): number {
  return 10 ** Math.floor(Math.log10(to / 60));
}

/** The limit for a place on the axis: a whole number of steps; null where nothing is left to exclude. */
export function limitAt(value: number, domain: readonly [number, number]): number | null {
  const step = limitStep(domain);
  const rounded = Number((Math.round(Math.min(value, domain[1]) / step) * step).toPrecision(6));
  return rounded > 0 ? rounded : null;
}
