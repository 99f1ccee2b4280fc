const separators = /[\s,;]+/;
const range = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)$/;

/**
 * Numbers as a person lists them: "1, 2, 4", "1 2 4", and "1..64" for 1, 2, 4 up to 64 by doubling, the end included.
 * Ascending, without repeats. Returns the sentence that says what is wrong where it cannot be read.
 */
export function parseNumberList(text: string, { whole, most }: { whole: boolean; most: number }): number[] | string {
  const words = text.split(separators).filter((word) => word !== '');
  if (words.length === 0) return 'At least one number, such as 1, 2, 4 or 1..64.';
  const numbers = new Set<number>();
  for (const word of words) {
    const bounds = range.exec(word);
    const found = bounds ? doublings(Number(bounds[1]), Number(bounds[2])) : [Number(word)];
    if (found === null) return `“${word}” does not lead upwards from a number above 0.`;
    for (const number of found) {
      const isFine = Number.isFinite(number) && number > 0 && (!whole || Number.isInteger(number));
      if (!isFine)
        return `“${word}” is not ${whole ? 'a whole number from 1' : 'a number above 0'}, nor a range such as 1..64.`;
      numbers.add(number);
    }
  }
  if (numbers.size > most) return `At most ${most} numbers; these are ${numbers.size}.`;
  return [...numbers].sort((a, b) => a - b);
}

function doublings(from: number, to: number): number[] | null {
  if (!(from > 0) || to < from) return null;
  const numbers: number[] = [];
  for (let number = from; number < to; number *= 2) numbers.push(number);
  return [...numbers, to];
}

/** The shortest way to write a list so that `parseNumberList` reads it back: runs of doublings become ranges. */
export function writeNumberList(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let first = 0; first < sorted.length;) {
    let last = first;
    while (last + 1 < sorted.length && sorted[last + 1] === sorted[last]! * 2) last++;
    if (last - first >= 3) parts.push(`${sorted[first]}..${sorted[last]}`);
    else parts.push(...sorted.slice(first, last + 1).map(String));
    first = last + 1;
  }
  return parts.join(', ');
}
