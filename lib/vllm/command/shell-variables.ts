import { isExpanded, readShellCommands } from './shell-words';

/** What a name stands for: a text, and the words it falls into where nothing quotes it. */
interface Value {
  text: string;
  words: readonly string[];
}

/** Values by name. null: it is set in more than one way, or by what only a run knows. */
export type ShellVariables = ReadonlyMap<string, Value | null>;

/** Variables as an environment gives them. */
export const environmentVariables = (entries: Iterable<readonly [name: string, text: string]>): ShellVariables =>
  new Map([...entries].map(([name, text]) => [name, valueOf(text)]));

const valueOf = (text: string): Value => ({ text, words: readShellCommands(text).flat() });

/** Arguments of a server fill a few thousand characters. Names made of names of names could grow without end. */
const longestValue = 4096;
/** All that is put in place in the words of one command. */
const mostPutInPlace = 16_384;
/** A text that sets more is no script that starts a server. */
const mostAssignments = 1000;

const assignment = /^[\s>$]*(?:(?:export|local|readonly|declare(?:\s+-\w+)*)\s+)?[A-Za-z_]\w*=(?!\()/;
const array = /^[ \t]*(?:(?:local|readonly|declare(?:\s+-\w+)*)\s+)?([A-Za-z_]\w*)=\(([^()]{0,20000})\)/gm;
const loop = /\bfor\s+([A-Za-z_]\w*)\s+in\b/g;
const added = /^[\s>$]*([A-Za-z_]\w*)\+=/gm;

/**
 * What a script sets its variables to, in lines of their own: "TP=4", "export MODEL=org/name", "ARGS=(--tp 4)". A name
 * that is set twice to different things, goes through a loop, hangs on something outside of the script or is too long
 * for an argument has no value. `known`: what is set before the script begins.
 */
export function readVariables(text: string, known: ShellVariables = new Map()): ShellVariables {
  const variables = new Map(known);
  const own = new Set<string>();
  const set = (name: string, value: Value | null) => {
    const isOther = own.has(name) && variables.get(name)?.text !== value?.text;
    own.add(name);
    variables.set(name, isOther || (value?.text.length ?? 0) > longestValue ? null : value);
  };
  let assignments = 0;
  for (const line of text.split(/\r?\n/)) {
    if (!assignment.test(line)) continue;
    if (++assignments > mostAssignments) return new Map();
    for (const words of readShellCommands(line.replace(/^[\s>$]+/, ''))) {
      for (const [name, value] of assignmentsIn(words)) {
        const [expanded = value] = expandWords([value], variables);
        set(name, isExpanded(expanded) ? null : valueOf(expanded));
      }
    }
  }
  for (const [, name = '', inner = ''] of text.matchAll(array)) {
    const words = expandWords(readShellCommands(inner).flat(), variables);
    set(name, { text: words.join(' '), words });
  }
  for (const pattern of [loop, added]) for (const [, name = ''] of text.matchAll(pattern)) variables.set(name, null);
  return variables;
}

/** Assignments that are a command of their own; those in front of a program hold for that program only. */
function assignmentsIn(words: readonly string[]): [name: string, value: string][] {
  const pairs = words.filter((word) => !/^(?:export|local|readonly|declare|-\w+)$/.test(word));
  const read = pairs.map((word) => /^([A-Za-z_]\w*)=(.*)$/s.exec(word));
  return read.every((match) => match !== null) ? read.map((match) => [match[1]!, match[2]!]) : [];
}

const wholeReference = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:\[[@*]\])?\}|\(([A-Za-z_]\w*)\))$/;
const reference = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:\[[@*]\])?\}|\(([A-Za-z_]\w*)\))/g;

/**
 * Words with the variables whose value is known put in place, as a shell or Kubernetes does; others stay as written, and
 * so does what no longer fits into a command of a sensible length.
 */
export function expandWords(words: readonly string[], variables: ShellVariables): string[] {
  if (variables.size === 0) return [...words];
  let left = mostPutInPlace;
  const take = (name: string): Value | null => {
    const value = variables.get(name) ?? null;
    if (value === null || value.text.length > Math.min(left, longestValue)) return null;
    left -= value.text.length;
    return value;
  };
  return words.flatMap((word) => {
    const [, plain, braced, kubernetes] = wholeReference.exec(word) ?? [];
    const name = plain ?? braced ?? kubernetes;
    if (name !== undefined) {
      const value = take(name);
      return value === null ? [word] : value.words.length > 1 ? value.words : [value.text];
    }
    return [
      word.replace(reference, (written, ...names: (string | undefined)[]) => {
        const inner = names.slice(0, 3).find((one) => one !== undefined) ?? '';
        return take(inner)?.text ?? written;
      }),
    ];
  });
}
