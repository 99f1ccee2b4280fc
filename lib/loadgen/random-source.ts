/** A source of numbers uniform in [0, 1). */
export type RandomSource = () => number;

/**
 * A reproducible source (sfc32). `stream` names what the numbers are for: one seed gives independent sequences for
 * lengths, prompts and arrivals, so drawing more of one never moves another.
 */
export function seededRandom(seed: number, stream: string): RandomSource {
  let hash = 0x811c9dc5;
  const mix = () => {
    for (const char of `${seed}/${stream}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
    return (hash ^ (hash >>> 13)) >>> 0;
  };
  let [a, b, c, counter] = [mix(), mix(), mix(), 1];
  const next = () => {
    const sum = (((a + b) >>> 0) + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((((c << 21) | (c >>> 11)) >>> 0) + sum) >>> 0;
    return sum / 2 ** 32;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** A whole number, each of `low` to `high` (both included) as likely as the next. */
export const randomInteger = (random: RandomSource, low: number, high: number) =>
  low + Math.floor(random() * (high - low + 1));

/** The list in a random order; the input is left alone. */
export function shuffled<T>(random: RandomSource, list: readonly T[]): T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const pick = randomInteger(random, 0, last);
    [result[last], result[pick]] = [result[pick] as T, result[last] as T];
  }
  return result;
}

/** A standard normal number (Box and Muller's polar form). */
function randomNormal(random: RandomSource): number {
  for (;;) {
    const u = 2 * random() - 1;
    const v = 2 * random() - 1;
    const square = u * u + v * v;
    if (square > 0 && square < 1) return u * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * A gamma number of the given shape (> 0) and scale 1: mean = variance = shape. Marsaglia and Tsang, "A simple method
 * for generating gamma variables" (2000); shapes under 1 by their boost with a power of a uniform number.
 */
export function randomGamma(random: RandomSource, shape: number): number {
  if (shape < 1) return randomGamma(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = randomNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
