import { formatPythonFloat } from '../result/python-json';
import type { Flag, GivenFlags } from '@/lib/vllm/arguments/argparse';
import { quote } from '@/lib/vllm/arguments/python-text';
import { benchServeFlags } from './flags';

/** The usage line before an error. */
export const formatUsage = (program: string) => `usage: ${program} [options], see ${program} --help`;

/** All flags, one a line. */
export function formatHelp(program: string): string {
  const rows = benchServeFlags.map((flag) => [[flag.name, valueName(flag)].join(' ').trim(), flag.help] as const);
  const width = Math.max(...rows.map(([left]) => left.length));
  return `usage: ${program} [options]\n\noptions:\n${rows.map(([left, help]) => `  ${left.padEnd(width)}  ${help}\n`).join('')}`;
}

function valueName({ name, values, choices, metavar }: Flag): string {
  const word = choices
    ? `{${choices.join(',')}}`
    : (metavar ?? name.replace(/^--/, '').replaceAll('-', '_').toUpperCase());
  if (values === 'none') return '';
  if (values === 'one') return word;
  return values === 'any' ? `[${word} ...]` : `${word} [${word} ...]`;
}

/**
 * The flags given, as the first line of vLLM's client prints all of them: `Namespace(model='m', num_prompts=8)`. Headers
 * are often secrets and are left out.
 */
export function formatNamespace(given: GivenFlags): string {
  const members = benchServeFlags.flatMap((flag) => {
    const value = given.get(flag.name);
    if (value === undefined) return [];
    const name = flag.name.slice(2).replaceAll('-', '_');
    return [`${name}=${flag.name === '--header' ? "'***'" : formatPython(value, flag.isFloat ?? false)}`];
  });
  return `Namespace(${members.join(', ')})`;
}

function formatPython(value: unknown, float: boolean): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return float ? formatPythonFloat(value) : String(value);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map((entry) => formatPython(entry, float)).join(', ')}]`;
  const members = Object.entries(value as object).map(([key, entry]) => `${quote(key)}: ${formatPython(entry, float)}`);
  return `{${members.join(', ')}}`;
}
