/** A value as Python prints it. What is not a literal, such as `<Mode.NONE: 0>`, is kept as its text. */
export type PythonValue = string | number | boolean | null | PythonValue[] | { [key: string]: PythonValue };

interface Cursor {
  text: string;
  at: number;
}

const closing: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/**
 * Reads the literal a text begins with: strings, numbers, True, False, None, dicts, lists, tuples. null where the text
 * breaks off inside it. Pure data: nothing is evaluated.
 */
export function readPythonLiteral(text: string): PythonValue | undefined {
  try {
    return readValue({ text, at: 0 });
  } catch {
    return undefined;
  }
}

/**
 * Reads the keyword arguments of a call the way Python prints it, `Namespace(port=8000, model='m')`, from its opening
 * bracket on. Where the text breaks off: those that are whole.
 */
export function readPythonKeywords(text: string): Record<string, PythonValue> {
  const cursor = { text, at: text.indexOf('(') + 1 };
  const found: [string, PythonValue][] = [];
  try {
    while (peek(cursor) !== ')') {
      const name = /^[A-Za-z_]\w{0,100}(?==)/.exec(text.slice(cursor.at, cursor.at + 101))?.[0];
      if (name === undefined) break;
      cursor.at += name.length + 1;
      const value = readValue(cursor);
      found.push([name, value]);
      if (peek(cursor) !== ',') break;
      cursor.at += 1;
    }
  } catch {
    // What was read before the text broke off stands.
  }
  return Object.fromEntries(found.filter(([name]) => name !== '__proto__'));
}

class Broken extends Error {}

function peek(cursor: Cursor): string {
  while (cursor.text[cursor.at] === ' ') cursor.at += 1;
  const next = cursor.text[cursor.at];
  if (next === undefined) throw new Broken();
  return next;
}

function readValue(cursor: Cursor): PythonValue {
  const next = peek(cursor);
  if (next === "'" || next === '"') return readString(cursor, next);
  if (next === '{') return readDict(cursor);
  if (next === '[' || next === '(') return readList(cursor, closing[next]!);
  return readWord(cursor);
}

function readString(cursor: Cursor, quote: string): string {
  let out = '';
  for (cursor.at += 1; cursor.text[cursor.at] !== quote; cursor.at += 1) {
    const char = cursor.text[cursor.at];
    if (char === undefined) throw new Broken();
    if (char !== '\\') out += char;
    else {
      cursor.at += 1;
      const escaped = cursor.text[cursor.at] ?? '';
      out += escapes[escaped] ?? escaped;
    }
  }
  cursor.at += 1;
  return out;
}

function readDict(cursor: Cursor): Record<string, PythonValue> {
  const dict: Record<string, PythonValue> = {};
  cursor.at += 1;
  while (peek(cursor) !== '}') {
    const key = readValue(cursor);
    if (peek(cursor) !== ':') throw new Broken();
    cursor.at += 1;
    Object.defineProperty(dict, typeof key === 'string' ? key : JSON.stringify(key), {
      value: readValue(cursor),
      enumerable: true,
      configurable: true,
    });
    if (peek(cursor) === ',') cursor.at += 1;
  }
  cursor.at += 1;
  return dict;
}

function readList(cursor: Cursor, end: string): PythonValue[] {
  const list: PythonValue[] = [];
  cursor.at += 1;
  while (peek(cursor) !== end) {
    list.push(readValue(cursor));
    if (peek(cursor) === ',') cursor.at += 1;
  }
  cursor.at += 1;
  return list;
}

const words: Readonly<Record<string, PythonValue>> = { True: true, False: false, None: null };

/** Up to the next comma or bracket outside any nesting. */
function readWord(cursor: Cursor): PythonValue {
  const start = cursor.at;
  let depth = 0;
  for (; ; cursor.at += 1) {
    const char = cursor.text[cursor.at];
    if (char === undefined) break;
    if ('([{<'.includes(char)) depth += 1;
    else if (depth > 0 && ')]}>'.includes(char)) depth -= 1;
    else if (depth === 0 && (',)]}'.includes(char) || (char === ':' && cursor.text[cursor.at + 1] === ' '))) break;
  }
  const word = cursor.text.slice(start, cursor.at).trim();
  if (word === '') throw new Broken();
  if (Object.hasOwn(words, word)) return words[word]!;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(word) ? Number(word) : word;
}
