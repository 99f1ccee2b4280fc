/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Mutation = (text: string, pick: (below: number) => number, others: readonly string[]) => string;

const oddValues = [
  'null',
  '-1',
  '1e999',
  '1e-320',
  'NaN',
  'Infinity',
  '""',
  '[]',
  '{}',
  'true',
  '0',
  '"\\u0000"',
  '99999999999999999999',
];
const lineAt = (text: string, at: number): [start: number, end: number] => {
  const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
  const end = text.indexOf('\n', at);
  return [start, end === -1 ? text.length : end + 1];
};
const insert = (text: string, at: number, piece: string) => text.slice(0, at) + piece + text.slice(at);

/** What happens to files on their way: cut off, bytes flipped, pieces moved, lines doubled, wrapped, numbers replaced. */
const mutations: readonly Mutation[] = [
  (text, pick) => text.slice(0, pick(text.length + 1)),
  (text, pick) => text.slice(pick(text.length + 1)),
  (text, pick) => {
    const at = pick(text.length);
    return text.slice(0, at) + String.fromCharCode(pick(256)) + text.slice(at + 1);
  },
  (text, pick) => {
    const at = pick(text.length);
    return text.slice(0, at) + text.slice(at + 1 + pick(200));
  },
  (text, pick) => {
    const from = pick(text.length);
    return insert(text, pick(text.length + 1), text.slice(from, from + pick(600)));
  },
  (text, pick, others) => {
    const other = others[pick(others.length)]!;
    const from = pick(other.length);
    return insert(text, pick(text.length + 1), other.slice(from, from + pick(2000)));
  },
  (text, pick) => {
    const [start, end] = lineAt(text, pick(text.length));
    return insert(text, start, text.slice(start, end));
  },
  (text, pick) => {
    const [start, end] = lineAt(text, pick(text.length));
    return text.slice(0, start) + text.slice(end);
  },
  (text, pick) => {
    const [start, end] = lineAt(text, pick(text.length));
    const line = text.slice(start, end);
    return insert(text.slice(0, start) + text.slice(end), pick(text.length), line);
  },
  (text, pick) => {
    const wraps: [string, string][] = [
      ['[', ']'],
      ['{"raw_output":', '}'],
      ['{"a":', '}'],
      [`${text}\n`, ''],
      ['['.repeat(pick(3000)), ''],
      ['> ', ''],
    ];
    const [before, after] = wraps[pick(wraps.length)]!;
    return before + text + after;
  },
  (text) => JSON.stringify({ success: true, raw_output: text }),
  (text, pick) => replaceNumber(text, pick, oddValues[pick(oddValues.length)]!),
  (text, pick) => replaceNumber(text, pick, String(pick(1e9) - 5e8)),
  (text, pick) => text.replaceAll('\n', ['\r\n', '\r', ' ', '\n\n'][pick(4)]!),
];

function replaceNumber(text: string, pick: (below: number) => number, by: string): string {
  const from = pick(text.length);
  const found = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/i.exec(text.slice(from, from + 2000));
  if (!found) return text;
  const at = from + found.index;
  return text.slice(0, at) + by + text.slice(at + found[0].length);
}

/** The text after one to three mutations; the same for the same seed. `others` are texts to take pieces of. */
export function mutated(text: string, seed: number, others: readonly string[]): string {
  const random = seededRandom(seed);
  const pick = (below: number) => Math.floor(random() * Math.max(1, below));
  let result = text;
  for (let step = 0; step <= pick(3); step++) result = mutations[pick(mutations.length)]!(result, pick, others);
  return result;
}

const longestKept = 12_000;

/**
 * A large sample with its structure and few of its repetitions: of long lists in JSON the ends, of a text its lines with
 * long ones shortened, of many lines the beginning, some of the middle and the end.
 */
export function condensed(text: string): string {
  if (text.length <= longestKept) return text;
  try {
    return JSON.stringify(condensedValue(JSON.parse(text)));
  } catch {
    const lines = text.split('\n').map((line) => (line.length > 6000 ? line.slice(0, 6000) : line));
    if (lines.length < 150) return lines.join('\n');
    const middle = Math.floor(lines.length / 2);
    return [...lines.slice(0, 60), ...lines.slice(middle, middle + 20), ...lines.slice(-30)]
      .join('\n')
      .slice(0, 30_000);
  }
}

function condensedValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list: unknown[] = value;
    return (list.length > 6 ? [...list.slice(0, 4), ...list.slice(-2)] : list).map(condensedValue);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, condensedValue(inner)]));
}
