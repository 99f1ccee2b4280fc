/**
 * The only formatters of the product. One locale for everybody, so that a pasted number means the same everywhere;
 * what is not a finite number is "not reported", never 0.
 */
const locale = 'en-US';
export const notReported = 'not reported';

type Value = number | null | undefined;

const fixed = [0, 1, 2, 3, 4, 5, 6].map(
  (digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const significant = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });

function isNumber(value: Value): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** Text of `value` with exactly `digits` (0 to 6) decimals and thousands commas. */
export function formatFixed(value: Value, digits: number): string {
  return isNumber(value) ? (fixed[digits] ?? significant).format(value) : notReported;
}

/** A quantity at the precision a reader can use: 2,243 · 560.7 · 26.1 · 1.26 · 0.0123. Rates, tokens per second. */
export function formatNumber(value: Value): string {
  if (!isNumber(value)) return notReported;
  const size = Math.abs(value);
  if (size >= 1000) return formatFixed(value, 0);
  if (size >= 10) return formatFixed(value, 1);
  if (size >= 1) return formatFixed(value, 2);
  return significant.format(value);
}

/** A whole number of things: "1,000". A count that is no whole number (a mean) keeps one decimal below 100. */
export function formatCount(value: Value): string {
  if (!isNumber(value)) return notReported;
  return formatFixed(value, Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 1);
}

/** A duration given in milliseconds, in the unit a person would say: "0.42 ms", "38.26 ms", "4.2 s", "44.9 min", "3.1 h". */
export function formatMilliseconds(value: Value): string {
  if (!isNumber(value)) return notReported;
  const size = Math.abs(value);
  if (size === 0) return '0 ms';
  if (size < 1) return `${significant.format(value)} ms`;
  if (size < 100) return `${formatFixed(value, 2)} ms`;
  if (size < 1000) return `${formatFixed(value, 1)} ms`;
  if (size < 120_000) return `${formatFixed(value / 1000, 1)} s`;
  if (size < 7_200_000) return `${formatFixed(value / 60_000, 1)} min`;
  return `${formatFixed(value / 3_600_000, 1)} h`;
}

/** A duration given in seconds; see `formatMilliseconds`. */
export function formatSeconds(value: Value): string {
  return formatMilliseconds(isNumber(value) ? value * 1000 : null);
}

/** A guessed duration in seconds, no finer than a guess is: "7 s", "2 min", "3.1 h". */
export function formatEstimate(value: Value): string {
  if (!isNumber(value)) return notReported;
  if (value < 99.5) return `${formatFixed(Math.max(1, value), 0)} s`;
  return value < 5970 ? `${formatFixed(value / 60, 0)} min` : `${formatFixed(value / 3600, 1)} h`;
}

/** A share of one as a percentage, without decimals unless asked for: 0.427 is "43 %". */
export function formatPercent(share: Value, digits = 0): string {
  return isNumber(share) ? `${formatFixed(share * 100, digits)} %` : notReported;
}

/** A change as a percentage with its sign, one decimal: 0.178 is "+17.8 %", -0.05 is "−5.0 %", 0 is "±0.0 %". */
export function formatChange(share: Value): string {
  if (!isNumber(share)) return notReported;
  const text = formatPercent(Math.abs(share), 1);
  if (text === formatPercent(0, 1)) return `±${text}`;
  return `${share > 0 ? '+' : '−'}${text}`;
}

/** A factor: "1.54×", "12.3×". */
export function formatRatio(value: Value): string {
  if (!isNumber(value)) return notReported;
  return `${formatFixed(value, Math.abs(value) >= 10 ? 1 : 2)}×`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes in powers of 1000: "80 GB", "1.5 MB", "320 B". */
export function formatBytes(value: Value): string {
  if (!isNumber(value)) return notReported;
  let scaled = value;
  let unit = 0;
  while (Math.abs(scaled) >= 999.5 && unit < byteUnits.length - 1) {
    scaled /= 1000;
    unit += 1;
  }
  return `${significant.format(scaled)} ${byteUnits[unit] ?? 'B'}`;
}

/** US dollars: "$2.25", "$0.667", "$1,200". */
export function formatDollars(value: Value): string {
  if (!isNumber(value)) return notReported;
  const size = Math.abs(value);
  const text = size >= 100 ? formatFixed(size, 0) : size >= 1 ? formatFixed(size, 2) : significant.format(size);
  return `${value < 0 ? '−' : ''}$${text}`;
}
