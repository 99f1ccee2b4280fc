import { type FlagSpec, parseArguments, isOption } from '@/lib/vllm/arguments/argument-parser';
import { commandsMentioning } from '@/lib/vllm/command/serve-command';
import { expandWords } from '@/lib/vllm/command/shell-variables';
import { readShellCommands } from '@/lib/vllm/command/shell-words';
import { type CompanionFact, FactList } from './companion';
import { isSetting } from './telling-flags';

const flags: readonly FlagSpec[] = [
  { name: 'dataset-name', kind: 'str' },
  { name: 'random-input-len', kind: 'int' },
  { name: 'random-output-len', kind: 'int' },
  { name: 'random-prefix-len', kind: 'int' },
  { name: 'sonnet-input-len', kind: 'int' },
  { name: 'sonnet-output-len', kind: 'int' },
  { name: 'sharegpt-output-len', kind: 'int' },
  { name: 'input-len', kind: 'int' },
  { name: 'output-len', kind: 'int' },
  { name: 'burstiness', kind: 'float' },
  { name: 'temperature', kind: 'float' },
  { name: 'ignore-eos', kind: 'once' },
  { name: 'max-concurrency', kind: 'int' },
  { name: 'num-prompts', kind: 'int' },
];

const fields: readonly (readonly [field: string, flags: readonly string[]])[] = [
  ['workload.isl', ['random-input-len', 'sonnet-input-len', 'input-len']],
  ['workload.osl', ['random-output-len', 'sonnet-output-len', 'sharegpt-output-len', 'output-len']],
  ['workload.sharedPrefix', ['random-prefix-len']],
  ['workload.burstiness', ['burstiness']],
  ['workload.temperature', ['temperature']],
  ['load.maxConcurrency', ['max-concurrency']],
  ['load.numPrompts', ['num-prompts']],
];

/** What the command of a benchmark client states of workload and load. Only what it says: defaults differ by version. */
export function clientFacts(command: string, part: string): CompanionFact[] {
  const words = readShellCommands(command).find((found) => found.some((word) => /^bench|benchmark_serving/.test(word)));
  return words ? statedBy(words, part) : [];
}

const mentions = /\bvllm\s+bench\s+serve\b|\bbenchmark_serving(?:\.py\b|\s)/;

/**
 * What all client commands of a text state alike of the workload: a script's or a scroll-back's. The load is what
 * differs between them, and each result says its own.
 */
export function sharedClientFacts(text: string, part: string): CompanionFact[] {
  const { commands, variables } = commandsMentioning(mentions, text);
  const [first = [], ...others] = commands
    .filter((words) => mentions.test(words.join(' ')))
    .map((words) => statedBy(expandWords(words, variables), part));
  return first.filter(
    ({ field, value }) =>
      field.startsWith('workload.') &&
      others.every((facts) => facts.some((fact) => fact.field === field && fact.value === value)),
  );
}

function statedBy(words: readonly string[], part: string): CompanionFact[] {
  const given = new Map<string, unknown>();
  for (const segment of segmentsOf(words)) {
    const parsed = parseArguments(flags, segment, segment.length);
    if (parsed.ok) for (const [name, value] of parsed.values) given.set(name, value);
  }
  const list = new FactList(part);
  const dataset = given.get('dataset-name');
  if (typeof dataset === 'string' && isSetting(dataset)) list.add('workload.dataset', dataset);
  for (const [field, names] of fields) {
    const value = names.map((name) => given.get(name)).find((candidate) => typeof candidate === 'number');
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) list.add(field, value);
  }
  if (given.get('ignore-eos') === true) list.add('workload.ignoreEos', true);
  return list.facts;
}

/** Each flag with what follows it, so that one nobody knows spoils nothing else. */
function segmentsOf(words: readonly string[]): string[][] {
  const segments: string[][] = [];
  for (const word of words) {
    if (isOption(word)) segments.push([word]);
    else segments.at(-1)?.push(word);
  }
  return segments;
}
