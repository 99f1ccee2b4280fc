/** Mixes up to three integers into one unsigned 32-bit number: the same input gives the same output on every machine. */
export function mix(first: number, second = 0, third = 0): number {
  return stir(stir(stir(0x9e3779b9, first), second), third) >>> 0;
}

function stir(state: number, value: number): number {
  const once = Math.imul(state ^ value, 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}

/** A repeatable source of numbers in [0, 1): mulberry32. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A draw of the standard normal distribution (Box-Muller) from a source of numbers in [0, 1). */
export function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
