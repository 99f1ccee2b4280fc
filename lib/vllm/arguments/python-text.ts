/** Values as Python reads and writes them; what is none is a RangeError with argparse's words. */

/** A text as Python's `repr` writes it. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

/** Python's `int()`. */
export function readInteger(text: string): number {
  if (!/^\s*[+-]?\d+(?:_\d+)*\s*$/.test(text)) throw new RangeError(`invalid int value: ${quote(text)}`);
  return Number(text.replaceAll('_', ''));
}

/** Python's `float()`, without NaN. */
export function readFloat(text: string): number {
  const plain = text.trim().toLowerCase().replaceAll('_', '');
  const infinite = /^([+-]?)inf(?:inity)?$/.exec(plain);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(plain))
    throw new RangeError(`invalid float value: ${quote(text)}`);
  return Number(plain);
}

/** Python's `json.loads`, by the name argparse gives it. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RangeError(`invalid loads value: ${quote(text)}`);
  }
}
