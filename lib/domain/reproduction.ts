import type { Measurement } from './measurement';
import { type EngineGroup, gpuCount } from './topology';

/** A piece of a command; one that is not known stands for something the source does not say. */
export interface CommandPiece {
  text: string;
  known: boolean;
}
/** A line of the script: a comment, or a command with its continuation lines. */
export type CommandLine = CommandPiece[];

type Source = Pick<Measurement, 'deployment' | 'load' | 'workload'>;

const known = (text: string): CommandPiece => ({ text, known: true });
const unknown = (what: string): CommandPiece => ({ text: `<${what}>`, known: false });
const comment = (text: string): CommandLine => [known(`# ${text}`)];

/** A word for a POSIX shell: as it is where that is safe, else in single quotes. */
function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function option(name: string, value: string | number | null, what: string): CommandPiece[] {
  return [known(`--${name} `), value === null ? unknown(what) : known(shellWord(String(value)))];
}

/** Joins the options of one command, each on a line of its own. */
function command(head: CommandPiece[], options: CommandPiece[][]): CommandLine[] {
  const lines = [head, ...options.map((pieces) => [known('  '), ...pieces])];
  return lines.map((pieces, i) => (i < lines.length - 1 ? [...pieces, known(' \\')] : pieces));
}

/** Flags that other options already say. */
const toldElsewhere = new Set([
  'model',
  'tensor-parallel-size',
  'tp',
  'pipeline-parallel-size',
  'pp',
  'data-parallel-size',
  'dp',
  'quantization',
  'kv-cache-dtype',
  'enable-expert-parallel',
]);
const flagName = (name: string) => name.replace(/^-+/, '').replaceAll('_', '-');

function serveCommand(group: EngineGroup | null, { deployment }: Source): CommandLine[] {
  const { model, kvCacheDtype, flags } = deployment;
  const sizes =
    group === null
      ? [option('tensor-parallel-size', null, 'TP')]
      : [
          option('tensor-parallel-size', group.tp, 'TP'),
          ...(group.pp > 1 ? [option('pipeline-parallel-size', group.pp, 'PP')] : []),
          ...(group.dp > 1 ? [option('data-parallel-size', group.dp, 'DP')] : []),
          ...(group.dcp > 1 ? [option('decode-context-parallel-size', group.dcp, 'DCP')] : []),
          ...(group.ep !== null && group.ep > 1 ? [[known('--enable-expert-parallel')]] : []),
        ];
  const rest = Object.entries(flags).flatMap(([name, value]): CommandPiece[][] => {
    const flag = flagName(name);
    if (toldElsewhere.has(flag) && !['quantization', 'enable-expert-parallel'].includes(flag)) return [];
    if (flag === 'enable-expert-parallel' && (group?.ep ?? 1) > 1) return [];
    if (value === false) return [[known(`--no-${flag}`)]];
    return [value === true || value === null ? [known(`--${flag}`)] : option(flag, String(value), flag)];
  });
  const cache = kvCacheDtype === null ? [] : [option('kv-cache-dtype', kvCacheDtype, '')];
  const head = [known('vllm serve '), model === null ? unknown('model') : known(shellWord(model))];
  return command(head, [...sizes, ...cache, ...rest]);
}

function servePart(source: Source): CommandLine[] {
  const { topology, engine, hardware } = source.deployment;
  if (engine !== null && engine.toLowerCase() !== 'vllm') {
    return [comment(`served by ${engine}: start it the way that engine is started`)];
  }
  const machines =
    hardware.nodes !== null && hardware.nodes > 1
      ? [comment(`over ${hardware.nodes} nodes; how they were joined is not recorded`)]
      : [];
  if (topology === null) return [...machines, ...serveCommand(null, source)];
  return [
    ...machines,
    ...topology.flatMap((group) => [
      ...(group.role === 'aggregate'
        ? []
        : [comment(`${group.role}; the connector between the roles is not recorded`)]),
      ...(group.replicas > 1 ? [comment(`${group.replicas} of these behind a load balancer`)] : []),
      ...serveCommand(group, source),
    ]),
  ];
}

const datasetsWithoutFile = new Set(['random', 'sonnet']);

function datasetOptions({ workload }: Source): CommandPiece[][] {
  const { dataset, isl, osl, lengthSpread, sharedPrefix } = workload;
  const isRandom = dataset?.toLowerCase() === 'random' || (dataset === null && (isl !== null || osl !== null));
  if (!isRandom) {
    return [
      option('dataset-name', dataset?.toLowerCase() ?? null, 'data set'),
      ...(dataset === null || datasetsWithoutFile.has(dataset.toLowerCase())
        ? []
        : [option('dataset-path', null, 'its file')]),
    ];
  }
  return [
    option('dataset-name', 'random', ''),
    option('random-input-len', isl, 'input tokens'),
    option('random-output-len', osl, 'output tokens'),
    ...(lengthSpread ? [option('random-range-ratio', lengthSpread, '')] : []),
    ...(sharedPrefix ? [option('random-prefix-len', sharedPrefix, '')] : []),
  ];
}

function benchPart(source: Source): CommandLine[] {
  const { deployment, load, workload } = source;
  const options = [
    [known('--model '), deployment.model === null ? unknown('model') : known(shellWord(deployment.model))],
    ...datasetOptions(source),
    option('num-prompts', load.numPrompts, 'number of prompts'),
    ...(load.maxConcurrency === null ? [] : [option('max-concurrency', load.maxConcurrency, '')]),
    ...(load.requestRate === null ? [] : [option('request-rate', load.requestRate, '')]),
    ...(load.maxConcurrency === null && load.requestRate === null ? [option('request-rate', null, 'rate or inf')] : []),
    ...(typeof load.requestRate === 'number' && workload.burstiness !== null && workload.burstiness !== 1
      ? [option('burstiness', workload.burstiness, '')]
      : []),
    ...(workload.ignoreEos === true ? [[known('--ignore-eos')]] : []),
    ...(workload.temperature === null ? [] : [option('temperature', workload.temperature, '')]),
    [known('--percentile-metrics ttft,tpot,itl,e2el')],
    [known('--save-result')],
  ];
  return command([known('vllm bench serve')], options);
}

/**
 * A shell script that does a measurement again with `vllm serve` and `vllm bench serve`, as far as its source tells:
 * what is not known is a piece marked so, "<input tokens>", and never guessed. Made to be read first, not run blindly.
 */
export function reproductionOf(source: Source): CommandLine[] {
  const { deployment } = source;
  const { gpu } = deployment.hardware;
  const gpus = deployment.topology === null ? deployment.hardware.gpus : gpuCount(deployment.topology);
  const machine: CommandLine = [
    known('# on '),
    ...(gpus === null ? [] : [known(`${gpus} × `)]),
    gpu === null ? unknown('GPU') : known(gpu),
    ...(deployment.engineVersion === null
      ? []
      : [known(`, ${deployment.engine ?? 'engine'} ${deployment.engineVersion}`)]),
  ];
  return [machine, ...servePart(source), [known('')], ...benchPart(source)];
}

/** The script as text. */
export function commandText(lines: readonly CommandLine[]): string {
  return lines.map((pieces) => pieces.map(({ text }) => text).join('')).join('\n');
}
