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

/** What a list of numberings says together: equal combinations of numbers get equal numbers. All lists are equally long. */
export function combined(
  length: number,
  lists: readonly ((at: number) => number)[],
): { numbers: number[]; count: number } {
  let numbers = new Array<number>(length).fill(0);
  let count = length === 0 ? 0 : 1;
  for (const list of lists) {
    const finer = new Numbering<number>();
    // Numbers stay far below 2^53: at most points × values of a dimension.
    const base = count;
    numbers = numbers.map((number, at) => finer.numberOf(number + base * list(at)));
    count = finer.keys.length;
  }
  return { numbers, count };
}
