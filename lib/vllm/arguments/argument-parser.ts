import { readFlagValue, type FlagKind, type FlagValue } from './flag-values';
import { quote } from './python-text';

/**
 * One option. `many`: takes one or more values, or any number where `atLeast` is 0. `boolean`: takes none and has a
 * `--no-` form; `once`: has none. `read` replaces the reader of its kind.
 */
export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  readonly kind: FlagKind | 'boolean' | 'once';
  readonly many?: boolean;
  readonly atLeast?: 0 | 1;
  readonly read?: (text: string) => FlagValue;
  readonly choices?: readonly string[];
}

/** What is wrong with a command line, in argparse's words. */
export class ArgumentError extends Error {
  override name = 'ArgumentError';
}

type ParsedArguments =
  | {
      readonly ok: true;
      readonly values: ReadonlyMap<string, FlagValue>;
      readonly positionals: readonly string[];
      readonly unrecognised: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/**
 * Reads arguments the way `argparse` does behind vLLM: `--flag value` and `--flag=value`, `_` for `-` in names, any unique
 * beginning of a name, `-tp 2`, `--no-flag` for switches, `--json-flag.key value`, `-O3`, `--` ending the options. The last
 * occurrence of a flag counts; dotted keys add up. What no option takes is `unrecognised`, for the caller to refuse.
 */
export function parseArguments(
  specs: readonly FlagSpec[],
  argv: readonly string[],
  maxPositionals: number,
): ParsedArguments {
  try {
    return new ArgumentReader(specs, argv, maxPositionals).read();
  } catch (error) {
    if (error instanceof ArgumentError) return { ok: false, message: error.message };
    throw error;
  }
}

class ArgumentReader {
  private readonly values = new Map<string, FlagValue>();
  private readonly positionals: string[] = [];
  private readonly unrecognised: string[] = [];
  private readonly byName: ReadonlyMap<string, FlagSpec>;
  private readonly queue: string[];

  constructor(
    specs: readonly FlagSpec[],
    argv: readonly string[],
    private readonly maxPositionals: number,
  ) {
    this.queue = [...argv];
    this.byName = new Map(
      specs.flatMap((spec): [string, FlagSpec][] => [
        [`--${spec.name}`, spec],
        ...(spec.kind === 'boolean' ? [[`--no-${spec.name}`, spec] as [string, FlagSpec]] : []),
        ...(spec.short === undefined ? [] : [[spec.short, spec] as [string, FlagSpec]]),
      ]),
    );
  }

  read(): ParsedArguments {
    for (let token = this.queue.shift(); token !== undefined; token = this.queue.shift()) {
      if (token === '--') this.queue.splice(0).forEach((rest) => this.takePositional(rest));
      else if (isOption(token)) this.takeOption(token);
      else this.takePositional(token);
    }
    const { values, positionals, unrecognised } = this;
    return { ok: true, values, positionals, unrecognised };
  }

  private takePositional(token: string): void {
    if (this.positionals.length < this.maxPositionals) this.positionals.push(token);
    else this.unrecognised.push(token);
  }

  private takeOption(token: string): void {
    const level = /^-O=?(\d)$/.exec(token);
    if (level?.[1] !== undefined && this.byName.has('--optimization-level'))
      return this.takeOption(`--optimization-level=${level[1]}`);
    const equals = token.indexOf('=');
    const written = equals < 0 ? token : token.slice(0, equals);
    const [base = '', ...path] = written.startsWith('--') ? written.split('.') : [written];
    const found = this.find(base.startsWith('--') ? base.replaceAll('_', '-') : base, token.slice(base.length));
    if (!found || (path.length > 0 && found.spec.kind !== 'loads')) {
      this.unrecognised.push(token);
      return;
    }
    const attached = equals < 0 ? null : token.slice(equals + 1);
    this.values.set(found.spec.name, this.valueOf(found, path, attached));
  }

  private find(name: string, rest: string): { spec: FlagSpec; name: string } | null {
    const exact = this.byName.get(name);
    if (exact) return { spec: exact, name };
    if (!name.startsWith('--')) return null;
    const matches = [...this.byName.keys()].filter((candidate) => candidate.startsWith(name));
    if (matches.length > 1)
      throw new ArgumentError(`ambiguous option: ${name}${rest} could match ${matches.join(', ')}`);
    const [match] = matches;
    const spec = match === undefined ? undefined : this.byName.get(match);
    return match === undefined || !spec ? null : { spec, name: match };
  }

  private valueOf(
    found: { spec: FlagSpec; name: string },
    path: readonly string[],
    attached: string | null,
  ): FlagValue {
    const { spec, name } = found;
    if (spec.kind === 'boolean' || spec.kind === 'once') {
      if (attached !== null)
        throw new ArgumentError(`argument ${title(spec)}: ignored explicit argument ${quote(attached)}`);
      return !name.startsWith('--no-');
    }
    if (spec.many) return this.takeMany(spec, attached);
    const text = attached ?? this.takeNext(spec);
    if (path.length > 0) return setAt(this.values.get(spec.name) ?? {}, path, looseJson(text));
    return convert(spec, text);
  }

  private takeMany(spec: FlagSpec, attached: string | null): FlagValue {
    const texts = attached !== null ? [attached] : spec.atLeast === 0 ? [] : [this.takeNext(spec)];
    while (attached === null && this.queue[0] !== undefined && this.queue[0] !== '--' && !isOption(this.queue[0]))
      texts.push(this.queue.shift() ?? '');
    return texts.map((text) => convert(spec, text));
  }

  private takeNext(spec: FlagSpec): string {
    const next = this.queue[0];
    if (next === undefined || isOption(next) || next === '--') {
      throw new ArgumentError(
        `argument ${title(spec)}: expected ${spec.many ? 'at least one argument' : 'one argument'}`,
      );
    }
    this.queue.shift();
    return next;
  }
}

/** Whether argparse takes a word for an option: it begins with a dash, is no number, and no sentence. */
export function isOption(token: string): boolean {
  if (!token.startsWith('-') || token === '-' || /^-\d+$|^-\d*\.\d+$/.test(token)) return false;
  return !token.includes(' ') || /^--?[\w.-]+=/.test(token);
}

function convert(spec: FlagSpec, text: string): FlagValue {
  if (spec.kind === 'boolean' || spec.kind === 'once') throw new Error('Switches take no value.');
  const value = readOrRefuse(spec, spec.kind, text);
  if (spec.choices && !spec.choices.includes(text)) {
    const choices = spec.choices.map(quote).join(', ');
    throw new ArgumentError(`argument ${title(spec)}: invalid choice: ${quote(text)} (choose from ${choices})`);
  }
  return value;
}

function readOrRefuse(spec: FlagSpec, kind: FlagKind, text: string): FlagValue {
  try {
    return spec.read ? spec.read(text) : readFlagValue(kind, text);
  } catch (error) {
    if (error instanceof RangeError) throw new ArgumentError(`argument ${title(spec)}: ${error.message}`);
    throw error;
  }
}

function title(spec: FlagSpec): string {
  return spec.short === undefined ? `--${spec.name}` : `--${spec.name}/${spec.short}`;
}

function looseJson(text: string): FlagValue {
  try {
    return readFlagValue('loads', text);
  } catch {
    return text;
  }
}

function setAt(target: FlagValue, path: readonly string[], value: FlagValue): FlagValue {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const record = target !== null && typeof target === 'object' && !Array.isArray(target) ? target : {};
  return { ...record, [key]: setAt(record[key] ?? {}, rest, value) };
}
