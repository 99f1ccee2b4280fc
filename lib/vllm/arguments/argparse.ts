import { ArgumentError, parseArguments as parseOptions, type FlagSpec } from './argument-parser';
import type { FlagValue } from './flag-values';

/** A flag as Python's argparse knows it, with what its help says. */
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

/**
 * Reads a command line all of which has to be understood. Throws an ArgumentError with argparse's sentence, for what no
 * flag takes too.
 */
export function parseArguments(flags: readonly Flag[], argv: readonly string[]): GivenFlags {
  const parsed = parseOptions(flags.map(toSpec), argv, 0);
  if (!parsed.ok) throw new ArgumentError(parsed.message);
  if (parsed.unrecognised.length > 0) {
    throw new ArgumentError(`unrecognized arguments: ${parsed.unrecognised.join(' ')}`);
  }
  return new Map([...parsed.values].map(([name, value]) => [`--${name}`, value]));
}

const atLeast: Readonly<Partial<Record<Flag['values'], 0 | 1>>> = { any: 0, some: 1 };

function toSpec({ name, values, read, choices }: Flag): FlagSpec {
  const many = atLeast[values];
  return {
    name: name.replace(/^--/, ''),
    kind: values === 'none' ? 'once' : 'str',
    ...(many !== undefined && { many: true, atLeast: many }),
    ...(choices && { choices }),
    ...(read && { read: (text: string) => read(text) as FlagValue }),
  };
}
