import { parse } from 'yaml';
import type { FlagSpec } from '@/lib/vllm/arguments/argument-parser';
import { configArguments } from '@/lib/vllm/arguments/config-arguments';

/**
 * Puts the options of a `--config` YAML file into the arguments, right behind the sub-command's model, so that whatever the
 * command line says comes later and counts. Keys are long option names. `true` sets a switch, `false` the `--no-` form
 * of those that have one, a list becomes several values and a mapping JSON. Without `--config` the arguments come back.
 */
export function expandConfigFile(
  argv: readonly string[],
  specs: readonly FlagSpec[],
  readText: (path: string) => string,
): { argv: string[] } | { problem: string } {
  const at = argv.findIndex((token) => token === '--config' || token.startsWith('--config='));
  const token = argv[at];
  if (token === undefined) return { argv: [...argv] };
  const attached = token.startsWith('--config=');
  const path = attached ? token.slice('--config='.length) : argv[at + 1];
  if (path === undefined) return { problem: 'argument --config: expected one argument' };
  if (!/\.ya?ml$/.test(path)) return { problem: `Config file must be of a yaml/yml type. ${path} is not` };
  const read = readMapping(path, readText);
  if ('problem' in read) return read;
  const rest = [...argv.slice(0, at), ...argv.slice(at + (attached ? 1 : 2))];
  const switches = new Set(specs.filter((spec) => spec.kind === 'boolean').map((spec) => spec.name));
  const options = Object.entries(read.mapping).flatMap(([key, value]) => configArguments(key, value, switches));
  const positional = rest[0] !== undefined && !rest[0].startsWith('-') ? rest.slice(0, 1) : [];
  return { argv: [...positional, ...options, ...rest.slice(positional.length)] };
}

function readMapping(
  path: string,
  readText: (path: string) => string,
): { mapping: Record<string, unknown> } | { problem: string } {
  try {
    const content: unknown = parse(readText(path)) ?? {};
    if (typeof content !== 'object' || Array.isArray(content))
      return { problem: `${path} holds no mapping of options` };
    return { mapping: content as Record<string, unknown> };
  } catch (error) {
    return {
      problem: `Unable to read the config file at ${path}: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
