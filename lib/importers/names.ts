import { gpuFromName } from './gpu-names';
import { precisionFromName } from './precision-names';
import { provenanceWords } from './provenance';
import type { TopologySize, Workers } from './topology-draft';

/** Fields of a measurement that names can tell. */
export type NamedField =
  | 'deployment.hardware.gpu'
  | 'deployment.hardware.gpus'
  | 'deployment.hardware.gpusPerNode'
  | 'deployment.hardware.nodes'
  | 'deployment.precision'
  | 'deployment.flags.max-model-len'
  | 'load.maxConcurrency'
  | 'load.numPrompts'
  | 'workload.isl'
  | 'workload.osl';

export type NameFact = {
  /** "file name" or "folder name". */
  from: string;
  /** The name it was read from. */
  name: string;
} & (
  | { field: NamedField; value: string | number }
  | { field: TopologySize; value: number }
  | { field: 'workers'; value: Workers }
);
type Fact = { field: NameFact['field']; value: string | number | Workers };

const start = '(?<![a-z0-9.])';
const end = '(?![a-z0-9])';
const pattern = (source: string) => new RegExp(`${start}${source}${end}`, 'gi');

/** "tp8", "_tp_8", "TP4xPP2", "tp=4": several may hang together. */
const sizeRun = pattern('(?:(?:tp|pp|dp|ep|dcp|pcp)[-_=]?\\d{1,4}x?)+');
const sizeOfRun = /(tp|pp|dp|ep|dcp|pcp)[-_=]?(\d{1,4})/gi;
const longSize = pattern('(tensor|pipeline|data|expert)[-_]parallel(?:[-_]size)?[-_=](\\d{1,4})');
const longNames = { tensor: 'tp', pipeline: 'pp', data: 'dp', expert: 'ep' } as const;
/** Beyond these it is a number of something else: "pp512" is a prompt of 512 tokens in another tool's words. */
const largest = { tp: 128, pp: 64, dp: 4096, ep: 4096, dcp: 128, pcp: 128 } as const;
type ShortSize = keyof typeof largest;

const workersWord = pattern('([1-9]\\d?)p([1-9]\\d?)d');
const concurrency = pattern('(?:max[-_]?)?conc(?:urrency)?[-_=]?(\\d{1,6})');
const prompts = pattern('(?:num[-_]?)?prompts?[-_=](\\d{1,7})');
/** Of an offline latency run; and the "np64" of people who number their prompts so. */
const batch = pattern('(?:batch(?:[-_]?size)?[-_=]?|bs[-_=]?|np[-_=]?)(\\d{1,6})');
const maxModelLen = new RegExp(
  `(?<![a-z0-9])(?<!(?:in|out|input|output|prompt|prefix|gen|random)[-_])(?:max[-_]?(?:model[-_]?)?)?len[-_=]?(\\d{3,7})${end}`,
  'gi',
);
const lengthPairs = [
  pattern('isl[-_=]?(\\d{1,7}k?)[-_]?osl[-_=]?(\\d{1,7}k?)'),
  pattern('in[-_=]?(\\d{2,7}|\\d{1,3}k)[-_]?out[-_=]?(\\d{1,7}|\\d{1,3}k)'),
  pattern('ip[-_=]?(\\d{2,7})[-_]?op[-_=]?(\\d{1,7})'),
  pattern('input[-_]?len[-_=]?(\\d{1,7})[-_]output[-_]?len[-_=]?(\\d{1,7})'),
  pattern('(\\d{1,3}k)[-_]?(\\d{1,3}k)'),
];

/**
 * Facts in the path of a file: parallel sizes, GPUs, load, lengths, precision. The file's own name comes before its
 * folders', the nearest folder before the outer ones; the first fact of a field is the one to believe, later ones
 * are there to be compared with it. A name that says two things of one field says nothing.
 */
export function nameFacts(path: string): NameFact[] {
  const [file = '', ...folders] = path.split('/').filter(Boolean).reverse();
  const stem = file.replace(/\.gz$/i, '').replace(/\.(jsonl?|ndjson|txt|log)$/i, '');
  return [
    ...factsOf(stem).map((fact) => ({ ...fact, from: provenanceWords.fileName, name: stem })),
    ...folders.flatMap((folder) =>
      factsOf(folder).map((fact) => ({ ...fact, from: provenanceWords.folderName, name: folder })),
    ),
  ] as NameFact[];
}

function factsOf(name: string): Fact[] {
  const facts = [...sizeFacts(name), ...workerFacts(name), ...gpuFacts(name), ...loadFacts(name), ...lengthFacts(name)];
  const precision = precisionFromName(name);
  if (precision) facts.push({ field: 'deployment.precision', value: precision });
  return facts
    .filter((fact) => facts.every((other) => other.field !== fact.field || same(other.value, fact.value)))
    .filter((fact, index, all) => all.findIndex((other) => other.field === fact.field) === index);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function sizeFacts(name: string): Fact[] {
  const runs = [...name.matchAll(sizeRun)].flatMap(([run]) => [...run.matchAll(sizeOfRun)]);
  const short = runs.map(([, size, value]) => ({ field: size!.toLowerCase() as ShortSize, value: Number(value) }));
  const long = [...name.matchAll(longSize)].map(([, word, value]) => ({
    field: longNames[word!.toLowerCase() as keyof typeof longNames],
    value: Number(value),
  }));
  const facts = [...short, ...long].filter(({ field, value }) => value >= 1 && value <= largest[field]);
  // "ep" alone may be an epoch; beside another size it is expert parallel.
  return facts.some(({ field }) => field !== 'ep') || long.length > 0 ? facts : [];
}

function workerFacts(name: string): Fact[] {
  return [...name.matchAll(workersWord)].map(([, prefill, decode]) => ({
    field: 'workers',
    value: { prefill: Number(prefill), decode: Number(decode) },
  }));
}

function gpuFacts(name: string): Fact[] {
  const found = gpuFromName(name);
  if (!found) return [];
  const { gpu, gpus, gpusPerNode, nodes } = found;
  const facts: { field: NamedField; value: string | number | null }[] = [
    { field: 'deployment.hardware.gpu', value: gpu },
    { field: 'deployment.hardware.gpus', value: gpus },
    { field: 'deployment.hardware.gpusPerNode', value: gpusPerNode },
    { field: 'deployment.hardware.nodes', value: nodes },
  ];
  return facts.flatMap(({ field, value }) => (value === null ? [] : [{ field, value }]));
}

function loadFacts(name: string): Fact[] {
  const numbers = (field: NamedField, found: RegExp) =>
    [...name.matchAll(found)].map(([, value]) => ({ field, value: Number(value) })).filter(({ value }) => value > 0);
  return [
    ...numbers('load.maxConcurrency', concurrency),
    ...numbers('load.numPrompts', prompts),
    ...numbers('load.numPrompts', batch),
    ...numbers('deployment.flags.max-model-len', maxModelLen),
  ];
}

function lengthFacts(name: string): Fact[] {
  for (const pair of lengthPairs) {
    const found = [...name.matchAll(pair)].flatMap(([, isl, osl]): Fact[] => [
      { field: 'workload.isl', value: tokenCount(isl!) },
      { field: 'workload.osl', value: tokenCount(osl!) },
    ]);
    if (found.length > 0) return found.filter(({ value }) => value !== 0);
  }
  return [];
}

/** "1k" is 1024 as in 1, 2, 4, 8 ... thousand; other thousands ("10k") are decimal. */
function tokenCount(text: string): number {
  if (!/k$/i.test(text)) return Number(text);
  const thousands = Number(text.slice(0, -1));
  return Number.isInteger(Math.log2(thousands)) ? thousands * 1024 : thousands * 1000;
}
