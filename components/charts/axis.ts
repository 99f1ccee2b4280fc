import type { ChartAxis } from './chart-model';

/** 1, 2, 2.5 or 5 times a power of ten, at least `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((nice) => nice * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

const decimalsOf = (step: number) => Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));

function formatter(decimals: number): (value: number) => string {
  const format = new Intl.NumberFormat('en-US', { maximumFractionDigits: decimals });
  return (value) => format.format(value);
}

const compact = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

type Ticks = Pick<ChartAxis, 'domain' | 'ticks' | 'formatTick'>;

/** From 0 to a little past the largest value; about `count` ticks at round numbers. */
function linearTicks(values: readonly number[], count: number): Ticks {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  if (!(largest > 0)) largest = 1;
  const end = largest * 1.06;
  const step = niceStep(end / count);
  const ticks: number[] = [];
  for (let i = 0; i * step <= end * (1 + 1e-9); i += 1) ticks.push(Number((i * step).toPrecision(12)));
  return {
    domain: [0, end],
    ticks,
    formatTick: formatter(decimalsOf(step) + (step / 10 ** Math.floor(Math.log10(step)) === 2.5 ? 1 : 0)),
  };
}

const logSteps = [[1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];

/** Between powers of ten as densely as `count` allows; values that are not positive have no place and are left out. */
function logTicks(values: readonly number[], count: number): Ticks {
  let smallest = Infinity;
  let largest = 0;
  for (const value of values) {
    if (!(value > 0)) continue;
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  if (largest === 0) [smallest, largest] = [1, 10];
  const domain: [number, number] = [smallest / 1.15, largest * 1.15];
  const candidates = [...logSteps.map((steps) => ticksWithin(domain, steps)), everyNthPower(domain, count)];
  const ticks =
    candidates.find((list) => list.length <= count && list.length >= 2) ??
    candidates.find((list) => list.length >= 2) ??
    domain;
  return { domain, ticks: [...ticks], formatTick: (value) => compact.format(value) };
}

function ticksWithin([from, to]: [number, number], steps: readonly number[]): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power += 1) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(12));
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  }
  return ticks;
}

function everyNthPower(domain: [number, number], count: number): number[] {
  const powers = ticksWithin(domain, [1]);
  const stride = Math.ceil(powers.length / Math.max(2, count));
  return powers.filter((_, index) => index % stride === 0);
}

/**
 * An axis that holds `values`, with about `count` ticks at round numbers. Linear axes start at 0; log axes hold only
 * positive values. No values at all still make an axis.
 */
export function makeAxis(
  title: string,
  scale: ChartAxis['scale'],
  values: readonly number[],
  count: number,
): ChartAxis {
  return { title, scale, ...(scale === 'log' ? logTicks(values, count) : linearTicks(values, count)) };
}

/** Whether an axis of this scale has a place for the value. */
export function hasPlaceOn(scale: ChartAxis['scale'], value: number): boolean {
  return Number.isFinite(value) && (scale === 'linear' ? value >= 0 : value > 0);
}
