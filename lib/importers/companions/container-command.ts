import { findServeCommand, type ServeCommand } from '@/lib/vllm/command/serve-command';
import { environmentVariables } from '@/lib/vllm/command/shell-variables';
import { readShellCommands } from '@/lib/vllm/command/shell-words';
import { mappingOf } from './yaml-documents';

/** Variables of a container by name; only what is stated as plain text. */
export type Environment = ReadonlyMap<string, string>;

/** The environment of a spec: "NAME=value" in a list, `{name, value}` in a list, or a mapping. */
export function environmentOf(spec: unknown): Environment {
  const pairs: (readonly [unknown, unknown])[] = Array.isArray(spec)
    ? spec.map((entry) =>
        typeof entry === 'string' ? splitAtEquals(entry) : [mappingOf(entry).name, mappingOf(entry).value],
      )
    : Object.entries(mappingOf(spec));
  return new Map(
    pairs.flatMap(([name, value]): [string, string][] =>
      typeof name === 'string' && (typeof value === 'string' || typeof value === 'number')
        ? [[name, String(value)]]
        : [],
    ),
  );
}

function splitAtEquals(entry: string): readonly [string, string | null] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, null] : [entry.slice(0, at), entry.slice(at + 1)];
}

/** Names images use for the arguments their own entry point hands to the server. */
const argumentNames = /^VLLM_(?:[A-Z]+_)?ARGS$/;

/**
 * The server a container starts: by its command and arguments, in which its environment is put in place; where it has
 * none, by a variable with all arguments (`VLLM_ARGS`). null: it starts none.
 */
export function findContainerCommand(
  words: readonly string[],
  image: string | null,
  environment: Environment,
): ServeCommand | null {
  const command = findServeCommand(words, image, environmentVariables(environment));
  if (words.length > 0) return command;
  const text = [...environment].find(([name]) => argumentNames.test(name))?.[1];
  return text === undefined ? command : { argv: readShellCommands(text).flat(), image, gpus: null };
}

/** The same of a service of a compose file, where "$$" hands a name through to the container's own shell. */
export function findComposeCommand(
  words: readonly string[],
  image: string | null,
  environment: Environment,
): ServeCommand | null {
  const isHanded = words.some((word) => word.includes('$$'));
  return isHanded
    ? findContainerCommand(
        words.map((word) => word.replaceAll('$$', '$')),
        image,
        environment,
      )
    : findContainerCommand(words, image, words.length > 0 ? new Map() : environment);
}
