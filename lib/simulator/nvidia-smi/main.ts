import { gpuUuid } from '../hardware/gpu-identity';
import { GpuLedger, type LedgerEntry } from '../hardware/gpu-ledger';
import { readEnvironment, type Environment } from '../settings/environment';
import {
  CUDA_VERSION,
  DRIVER_VERSION,
  formatGpuQuery,
  formatTopology,
  readGpuStates,
  type GpuState,
} from './gpu-query';

interface Options {
  readonly query: readonly string[] | null;
  readonly appQuery: readonly string[] | null;
  readonly list: boolean;
  readonly topology: boolean;
  readonly header: boolean;
  readonly units: boolean;
  readonly indices: readonly number[] | null;
  readonly everyMs: number | null;
}

/** Reads the forms preflights and samplers use: --query-gpu, --query-compute-apps, --format, -i, -l, -lms, -L, topo -m. */
function parseOptions(argv: readonly string[]): Options | { problem: string } {
  const given = new Map<string, string>();
  const queue = [...argv];
  for (let token = queue.shift(); token !== undefined; token = queue.shift()) {
    const [name = '', ...rest] = token.split('=');
    const known = VALUE_OPTIONS[name];
    if (known) given.set(known, rest.length > 0 ? rest.join('=') : (queue.shift() ?? ''));
    else if (name === '-L' || name === '--list-gpus') given.set('list', '');
    else if (name === 'topo' && queue.shift() === '-m') given.set('topology', '');
    else return { problem: `Invalid combination of input arguments. Please run 'nvidia-smi -h' for help.` };
  }
  const format = (given.get('format') ?? '').split(',');
  const seconds = given.get('loop');
  const milliseconds = given.get('loop-ms');
  const list = (name: string) =>
    given
      .get(name)
      ?.split(',')
      .map((part) => part.trim()) ?? null;
  return {
    query: list('query'),
    appQuery: list('apps'),
    list: given.has('list'),
    topology: given.has('topology'),
    header: !format.includes('noheader'),
    units: !format.includes('nounits'),
    indices: list('id')?.map(Number) ?? null,
    everyMs: milliseconds !== undefined ? Number(milliseconds) : seconds !== undefined ? Number(seconds) * 1000 : null,
  };
}

const VALUE_OPTIONS: Readonly<Record<string, string>> = {
  '--query-gpu': 'query',
  '--query-compute-apps': 'apps',
  '--format': 'format',
  '-i': 'id',
  '--id': 'id',
  '-l': 'loop',
  '--loop': 'loop',
  '-lms': 'loop-ms',
  '--loop-ms': 'loop-ms',
};

function answer(options: Options, environment: Environment, first: boolean): { text: string } | { problem: string } {
  const entries = environment.stateDir === null ? [] : new GpuLedger(environment.stateDir).list();
  const all = readGpuStates(environment.gpu, environment.machineGpus, entries, new Date());
  const missing = options.indices?.find((index) => !all[index]);
  if (missing !== undefined || all.length === 0) return { problem: 'No devices were found' };
  const states = options.indices === null ? all : all.filter((state) => options.indices?.includes(state.index));
  const format = { header: options.header && first, units: options.units };
  if (options.query) return formatGpuQuery(options.query, states, format);
  if (options.appQuery) return { text: formatApps(options.appQuery, states, entries, format) };
  if (options.list)
    return { text: states.map(({ index, gpu }) => `GPU ${index}: ${gpu.name} (UUID: ${gpuUuid(index)})\n`).join('') };
  return { text: options.topology ? formatTopology(states) : formatTable(states) };
}

function formatApps(
  names: readonly string[],
  states: readonly GpuState[],
  entries: readonly LedgerEntry[],
  format: { header: boolean; units: boolean },
): string {
  const unit = format.units ? ' MiB' : '';
  const rows = entries.flatMap((entry) =>
    states
      .filter((state) => entry.gpus.includes(state.index))
      .map((state) => {
        const values: Record<string, string> = {
          pid: String(entry.holders.at(-1)),
          process_name: 'VLLM::EngineCore',
          name: 'VLLM::EngineCore',
          gpu_uuid: gpuUuid(state.index),
          gpu_name: state.gpu.name,
          used_memory: `${entry.memoryMiB.toFixed(0)}${unit}`,
          used_gpu_memory: `${entry.memoryMiB.toFixed(0)}${unit}`,
        };
        return names.map((name) => values[name] ?? '[N/A]').join(', ');
      }),
  );
  return [...(format.header ? [names.join(', ')] : []), ...rows].map((line) => `${line}\n`).join('');
}

function formatTable(states: readonly GpuState[]): string {
  const rows = states.map(
    ({ index, gpu, usedMiB, utilization, watts }) =>
      `| ${String(index).padStart(3)}  ${gpu.name.padEnd(28)} | ${watts.toFixed(0).padStart(4)}W / ${String(gpu.maxWatts).padStart(4)}W | ${usedMiB.toFixed(0).padStart(6)}MiB / ${gpu.memoryMiB}MiB | ${(utilization * 100).toFixed(0).padStart(3)}% |`,
  );
  return `NVIDIA-SMI ${DRIVER_VERSION} (simulated)   Driver Version: ${DRIVER_VERSION}   CUDA Version: ${CUDA_VERSION}\n${rows.join('\n')}\n`;
}

function main(argv: readonly string[]): void {
  const read = readEnvironment({ ...process.env, SIM_FAIL: undefined });
  const options = parseOptions(argv);
  const problem = 'problem' in read ? read.problem : 'problem' in options ? options.problem : null;
  if (problem !== null || 'problem' in read || 'problem' in options) return fail(problem ?? '');
  const print = (first: boolean) => {
    const result = answer(options, read.environment, first);
    if ('problem' in result) return fail(result.problem);
    process.stdout.write(result.text);
    if (options.everyMs !== null) setTimeout(() => print(false), options.everyMs);
  };
  process.stdout.on('error', () => process.exit(0));
  print(true);
}

function fail(problem: string): void {
  process.stdout.write(`${problem}\n`);
  process.exitCode = 6;
}

main(process.argv.slice(2));
