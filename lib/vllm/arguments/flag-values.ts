import { quote, readFloat, readInteger, readJson } from './python-text';

/** How the text after a flag is read; the names are those `argparse` puts into its messages. */
export type FlagKind = 'str' | 'int' | 'float' | 'human_readable_int' | 'human_readable_int_or_auto' | 'loads';

export type FlagValue = string | number | boolean | null | FlagValue[] | { [key: string]: FlagValue };

/** The value. Throws a RangeError in argparse's words for a text that is none. */
export function readFlagValue(kind: FlagKind, text: string): FlagValue {
  switch (kind) {
    case 'str':
      return text;
    case 'int':
      return readInteger(text);
    case 'float':
      return readFloat(text);
    case 'human_readable_int':
      return readHumanInt(kind, text);
    case 'human_readable_int_or_auto':
      return text === 'auto' ? -1 : readHumanInt(kind, text);
    case 'loads':
      return readJson(text) as FlagValue;
  }
}

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  K: 2 ** 10,
  m: 1e6,
  M: 2 ** 20,
  g: 1e9,
  G: 2 ** 30,
  t: 1e12,
  T: 2 ** 40,
};

/** `1k` is 1,000, `1K` 1,024, `25.6k` 25,600; a fraction only with a decimal unit, and only when the result is whole. */
function readHumanInt(kind: FlagKind, text: string): number {
  const match = /^(-?\d+(\.\d+)?)([kKmMgGtT]?)$/.exec(text.trim());
  const unit = match?.[3] ?? '';
  const fraction = match?.[2] !== undefined;
  const value = Number(match?.[1]) * (FACTORS[unit] ?? NaN);
  const whole = Math.round(value);
  const allowed = !fraction || (unit !== '' && unit === unit.toLowerCase());
  if (!match || !allowed || Math.abs(whole - value) > 1e-6)
    throw new RangeError(`invalid ${kind} value: ${quote(text)}`);
  return whole;
}

/** As Python's `repr` prints it, the form of the "non-default args" line of the log. */
export function toPythonRepr(value: FlagValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(toPythonRepr).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, entry]) => `${quote(key)}: ${toPythonRepr(entry)}`)
    .join(', ')}}`;
}
