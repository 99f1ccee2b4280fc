import { isExpanded } from '../command/shell-words';
import { type FlagSpec, isOption, parseArguments } from './argument-parser';
import type { FlagValue } from './flag-values';
import { LEGACY_FLAGS } from './legacy-flags';
import { SERVE_FLAGS } from './serve-flags';

/** What a command line of any version of `vllm serve` says. */
export interface ServeFlags {
  /** The model where it is given without a flag. */
  model: string | null;
  /** By the flag's long name. */
  values: ReadonlyMap<string, FlagValue>;
  /** Flags that are known and whose value cannot be read: it would be put in place by a shell, or is none. */
  unread: readonly string[];
  /** Whether more arguments may stand where a shell or a template would have put something: "$ARGS", "$@". */
  isOpen: boolean;
}

/** Which values a flag may have changes with versions; what was served was accepted by its own. */
const lenient = (specs: readonly FlagSpec[]) => specs.map(({ choices: _choices, ...spec }) => spec);
const current = lenient(SERVE_FLAGS);
const legacy = lenient(LEGACY_FLAGS);

/**
 * Reads the arguments of `vllm serve` as its argparse does, but one flag after the other: a flag nobody knows or a value
 * that is none spoils only itself. Switches take "=true" and "=false" too, as they did until 2025. Never throws.
 */
export function readServeFlags(argv: readonly string[]): ServeFlags {
  const values = new Map<string, FlagValue>();
  const unread = new Set<string>();
  let model: string | null = null;
  let isOpen = argv.length === 0;
  for (const [index, segment] of segmentsOf(argv).entries()) {
    if (index === 0) {
      const [first = null, ...rest] = segment;
      model = first !== null && !isExpanded(first) ? first : null;
      isOpen ||= rest.some(isExpanded) || (first !== null && mayBeArguments(first));
      continue;
    }
    const read = readSegment(segment);
    isOpen ||= (read?.rest ?? segment.slice(2)).some(isExpanded);
    if (read === null) continue;
    if (read.value === undefined) unread.add(read.name);
    else values.set(read.name, merged(values.get(read.name), read.value, segment[0]!));
    if (read.value !== undefined) unread.delete(read.name);
    model ??= read.rest.find((word) => !isExpanded(word)) ?? null;
  }
  return { model, values, unread: [...unread], isOpen };
}

/** "$MODEL" stands for one word, whatever it is; "$VLLM_ARGS" or "$@" for any. */
const mayBeArguments = (word: string) => isExpanded(word) && /\$\{?[@*]|arg|opt|flag|extra|param|cmd|\[@\]/i.test(word);

/** Arguments before the first flag, then each flag with what follows it. */
function segmentsOf(argv: readonly string[]): string[][] {
  const segments: string[][] = [[]];
  for (const word of argv) {
    if (isOption(word)) segments.push([word]);
    else segments.at(-1)!.push(word);
  }
  return segments;
}

interface ReadSegment {
  name: string;
  /** undefined: it cannot be read. */
  value: FlagValue | undefined;
  /** What is not the flag's. */
  rest: readonly string[];
}

function readSegment(segment: readonly string[]): ReadSegment | null {
  const switched = readSwitch(segment);
  if (switched) return switched;
  for (const specs of [current, legacy]) {
    const parsed = parseArguments(specs, segment, segment.length);
    const [name] = parsed.ok ? parsed.values.keys() : [knownName(specs, segment[0]!)];
    if (name === undefined) continue;
    const value = parsed.ok ? parsed.values.get(name) : undefined;
    const rest = parsed.ok ? parsed.positionals : segment.slice(2);
    const isUnclear = segment.some((word) => isExpanded(word) && !rest.includes(word));
    return { name, value: isUnclear ? undefined : value, rest };
  }
  return null;
}

/** "--enable-chunked-prefill=false", and "False" behind a blank. */
function readSwitch([flag = '', next, ...rest]: readonly string[]): ReadSegment | null {
  const attached = /^(--[\w-]+)=(true|false)$/i.exec(flag);
  const apart = attached === null && /^(?:true|false)$/i.test(next ?? '') ? next! : null;
  const text = attached?.[2] ?? apart;
  if (text === null) return null;
  const parsed = parseArguments([...current, ...legacy], [attached?.[1] ?? flag], 0);
  if (!parsed.ok) return null;
  for (const [name, value] of parsed.values) {
    if (typeof value === 'boolean') return { name, value: (text.toLowerCase() === 'true') === value, rest };
  }
  return null;
}

/** The flag a word means although its value is none; undefined where it means none, or several. */
function knownName(specs: readonly FlagSpec[], word: string): string | undefined {
  const [written = ''] = word.split(/[=.]/);
  const name = written.replaceAll('_', '-');
  const exact = specs.find((spec) => `--${spec.name}` === name || spec.short === written);
  const close = name.startsWith('--') ? specs.filter((spec) => `--${spec.name}`.startsWith(name)) : [];
  return exact?.name ?? (close.length === 1 ? close[0]!.name : undefined);
}

/** Dotted keys of one flag add up; of anything else the last counts. */
function merged(before: FlagValue | undefined, value: FlagValue, word: string): FlagValue {
  const isDotted = /^--[\w-]+\./.test(word);
  return isDotted && isObject(before) && isObject(value) ? deepMerged(before, value) : value;
}

const isObject = (value: FlagValue | undefined): value is { [key: string]: FlagValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function deepMerged(into: { [key: string]: FlagValue }, from: { [key: string]: FlagValue }): FlagValue {
  const result = new Map(Object.entries(into));
  for (const [key, value] of Object.entries(from)) {
    const old = result.get(key);
    result.set(key, isObject(old) && isObject(value) ? deepMerged(old, value) : value);
  }
  return Object.fromEntries(result);
}
