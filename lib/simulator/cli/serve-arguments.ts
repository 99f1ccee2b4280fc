import { parseArguments, type FlagSpec } from '@/lib/vllm/arguments/argument-parser';
import { expandConfigFile } from './config-file';
import type { FlagValue } from '@/lib/vllm/arguments/flag-values';
import { SERVE_FLAGS } from '@/lib/vllm/arguments/serve-flags';

const TOP_USAGE = `usage: vllm [-h] [-v]
            {chat,complete,serve,launch,bench,collect-env,run-batch} ...
vllm: error: `;

/** What the real program would not call non-default. */
const DEFAULTS: Readonly<Record<string, FlagValue>> = {
  port: 8000,
  dtype: 'auto',
  seed: 0,
  'kv-cache-dtype': 'auto',
  'gpu-memory-utilization': 0.92,
  'tensor-parallel-size': 1,
  'pipeline-parallel-size': 1,
  'data-parallel-size': 1,
  'decode-context-parallel-size': 1,
  'prefill-context-parallel-size': 1,
  nnodes: 1,
  'load-format': 'auto',
};

/** Arguments as given, with typed access. Absent flags are null. */
export class ServeArguments {
  constructor(
    readonly modelTag: string | null,
    readonly values: ReadonlyMap<string, FlagValue>,
  ) {}

  text(name: string): string | null {
    const value = this.values.get(name);
    return typeof value === 'string' ? value : null;
  }

  number(name: string): number | null {
    const value = this.values.get(name);
    return typeof value === 'number' ? value : null;
  }

  flag(name: string): boolean | null {
    const value = this.values.get(name);
    return typeof value === 'boolean' ? value : null;
  }

  texts(name: string): string[] | null {
    const value = this.values.get(name);
    return Array.isArray(value) ? value.map(String) : null;
  }

  /** Model of the command line: the positional counts before `--model`. */
  get model(): string {
    return this.modelTag ?? this.text('model') ?? 'Qwen/Qwen3-0.6B';
  }

  /** What differs from the defaults, in the order of declaration, as the log shows it. */
  nonDefaults(specs: readonly FlagSpec[]): Record<string, FlagValue> {
    const shown: Record<string, FlagValue> = this.modelTag === null ? {} : { model_tag: this.modelTag };
    for (const { name } of specs) {
      const value = name === 'model' ? this.model : this.values.get(name);
      if (value !== undefined && value !== DEFAULTS[name]) shown[name.replaceAll('-', '_')] = value;
    }
    return shown;
  }
}

/** Reads the arguments behind `vllm serve`, its YAML file included. A problem is the whole text for stderr (exit code 2). */
export function parseServeArguments(
  argv: readonly string[],
  readText: (path: string) => string,
): { arguments: ServeArguments } | { problem: string } {
  return parseWith(SERVE_FLAGS, 'vllm serve [model_tag] [options]', argv, readText);
}

/** The same for another sub-command with its own flags and usage line. */
export function parseWith(
  specs: readonly FlagSpec[],
  usage: string,
  argv: readonly string[],
  readText: (path: string) => string,
): { arguments: ServeArguments } | { problem: string } {
  const command = usage.replace(/ \[.*$/, '');
  const fail = (message: string) => ({ problem: `usage: ${usage}\n${command}: error: ${message}\n` });
  const expanded = expandConfigFile(argv, specs, readText);
  if ('problem' in expanded) return fail(expanded.problem);
  const parsed = parseArguments(specs, expanded.argv, 1);
  if (!parsed.ok) return fail(parsed.message);
  if (parsed.unrecognised.length > 0) {
    return { problem: `${TOP_USAGE}unrecognized arguments: ${parsed.unrecognised.join(' ')}\n` };
  }
  return { arguments: new ServeArguments(parsed.positionals[0] ?? null, parsed.values) };
}
