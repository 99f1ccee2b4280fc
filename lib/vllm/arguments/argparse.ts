/** A flag as Python's argparse knows it. */
export interface Flag {
  /** With its dashes: "--num-prompts". */
  name: string;
  /** How many values follow: one, none, any number, or one and more. */
  values: 'one' | 'none' | 'any' | 'some';
  /** Throws a RangeError with argparse's words for a value that is none: "invalid int value: 'x'". */
  read?: (text: string) => unknown;
  choices?: readonly string[];
  /** Its numbers are printed as Python's floats. */
  isFloat?: boolean;
  metavar?: string;
  help: string;
}

/** The values given, by the name of the flag; flags not given are absent. */
export type GivenFlags = ReadonlyMap<string, unknown>;

/** What is wrong with a command line, in argparse's words. */
export class ArgumentError extends Error {
  override name = 'ArgumentError';
}

/**
 * Reads a command line as argparse does: unambiguous prefixes, "--flag=value", "_" for "-" in names, the last of a
 * repeated flag, "-1" as a value. Throws an ArgumentError with argparse's sentence.
 */
export function parseArguments(flags: readonly Flag[], argv: readonly string[]): GivenFlags {
  const given = new Map<string, unknown>();
  const unknown: string[] = [];
  let position = 0;
  while (position < argv.length) {
    const argument = argv[position++] as string;
    if (argument === '--') {
      unknown.push(...argv.slice(position));
      break;
    }
    const [name, attached] = splitArgument(argument);
    const flag = looksLikeFlag(argument) ? findFlag(flags, name, argument) : null;
    if (flag === null) {
      unknown.push(argument);
      continue;
    }
    const following = attached === null ? valuesFrom(argv, position, flag) : [attached];
    if (attached === null) position += following.length;
    given.set(flag.name, readValues(flag, following, attached));
  }
  if (unknown.length > 0) throw new ArgumentError(`unrecognized arguments: ${unknown.join(' ')}`);
  return given;
}

/** "--a_b=c" as "--a-b" and "c"; underscores in the value stay. */
function splitArgument(argument: string): [name: string, attached: string | null] {
  const equals = argument.indexOf('=');
  const name = (equals === -1 ? argument : argument.slice(0, equals)).replaceAll('_', '-');
  return [name, equals === -1 ? null : argument.slice(equals + 1)];
}

const looksLikeFlag = (text: string) =>
  text.startsWith('-') && text.length > 1 && !/^-\d+$|^-\d*\.\d+$/.test(text) && !text.includes(' ');

function findFlag(flags: readonly Flag[], name: string, argument: string): Flag | null {
  const exact = flags.find((flag) => flag.name === name);
  if (exact) return exact;
  const matches = name.startsWith('--') && name.length > 2 ? flags.filter((flag) => flag.name.startsWith(name)) : [];
  if (matches.length > 1) {
    const names = matches.map((flag) => flag.name).join(', ');
    throw new ArgumentError(`ambiguous option: ${argument} could match ${names}`);
  }
  return matches[0] ?? null;
}

function valuesFrom(argv: readonly string[], position: number, { values }: Flag): readonly string[] {
  if (values === 'none') return [];
  const rest = argv.slice(position);
  const end = rest.findIndex((text) => text === '--' || looksLikeFlag(text));
  const available = end === -1 ? rest : rest.slice(0, end);
  return values === 'one' ? available.slice(0, 1) : available;
}

function readValues(flag: Flag, texts: readonly string[], attached: string | null): unknown {
  if (flag.values === 'none') {
    if (attached !== null) fail(flag, `ignored explicit argument ${quote(attached)}`);
    return true;
  }
  if (flag.values === 'one' && texts.length === 0) fail(flag, 'expected one argument');
  if (flag.values === 'some' && texts.length === 0) fail(flag, 'expected at least one argument');
  const values = texts.map((text) => readValue(flag, text));
  return flag.values === 'one' ? values[0] : values;
}

function readValue(flag: Flag, text: string): unknown {
  if (flag.choices && !flag.choices.includes(text)) {
    fail(flag, `invalid choice: ${quote(text)} (choose from ${flag.choices.map(quote).join(', ')})`);
  }
  try {
    return flag.read ? flag.read(text) : text;
  } catch (error) {
    if (error instanceof RangeError) fail(flag, error.message);
    throw error;
  }
}

function fail(flag: Flag, message: string): never {
  throw new ArgumentError(`argument ${flag.name}: ${message}`);
}

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
