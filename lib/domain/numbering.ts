/** Gives equal keys equal numbers, 0, 1, 2, ... in the order they are first seen. */
export class Numbering<Key> {
  private readonly numbers = new Map<Key, number>();
  readonly keys: Key[] = [];

  numberOf(key: Key): number {
    const found = this.numbers.get(key);
    if (found !== undefined) return found;
    const next = this.keys.length;
    this.numbers.set(key, next);
    this.keys.push(key);
    return next;
  }
}

/** One numbering of a list: `at` gives each place a whole number from 0 to `size` - 1. */
export interface Numbered {
  size: number;
  at: (place: number) => number;
}

/** Above this many possible combinations a table of them costs more than looking each one up. */
const tableLimit = 1 << 20;

/** What several numberings say together: equal combinations get equal numbers, from 0 to `count` - 1. */
export function combined(length: number, lists: readonly Numbered[]): { numbers: number[]; count: number } {
  const numbers = new Array<number>(length).fill(0);
  let count = length === 0 ? 0 : 1;
  for (const { size, at } of lists) {
    const possible = count * size;
    const table = possible <= tableLimit ? new Int32Array(possible).fill(-1) : null;
    const numbering = new Numbering<number>();
    let next = 0;
    for (let place = 0; place < length; place += 1) {
      const code = numbers[place]! * size + at(place);
      if (!table) {
        numbers[place] = numbering.numberOf(code);
        continue;
      }
      if (table[code] === -1) {
        table[code] = next;
        next += 1;
      }
      numbers[place] = table[code]!;
    }
    count = table ? next : numbering.keys.length;
  }
  return { numbers, count };
}
